"""What several questions look up is looked up once within one look, and anew outside of it."""

import pandas as pd

from projections.once import Memory, once, one_look

LOOKED_UP: list[object] = []


@once
def table(of: object, day: int = 1) -> pd.DataFrame:
    """A lookup."""
    LOOKED_UP.append((of, day))
    return pd.DataFrame({"of": [str(of)], "day": [day]})


def test_within_a_look_each_lookup_is_made_once_however_it_is_asked() -> None:
    LOOKED_UP.clear()
    with one_look():
        table("a")
        table("a", 1)
        with one_look():
            table(of="a", day=1)
        table("a", 2)
    assert LOOKED_UP == [("a", 1), ("a", 2)]


def test_outside_of_a_look_it_is_made_each_time() -> None:
    LOOKED_UP.clear()
    with one_look():
        table("a")
    table("a")
    table("a")
    assert len(LOOKED_UP) == 3


def test_what_one_adds_to_a_table_nobody_else_sees() -> None:
    with one_look():
        mine = table("a")
        mine["more"] = 1
        mine.loc[0, "day"] = 9
        assert table("a").to_dict("records") == [{"of": "a", "day": 1}]


def test_what_cannot_be_compared_is_told_apart_by_being_the_same_object() -> None:
    LOOKED_UP.clear()
    with one_look():
        rules = {"large": 1}
        table(rules)
        table(rules)
        table({"large": 1})
    assert len(LOOKED_UP) == 2


def test_a_look_with_a_memory_is_gone_on_with() -> None:
    LOOKED_UP.clear()
    memory = Memory()
    for _ in range(2):
        with one_look(memory):
            table("a")
    assert len(LOOKED_UP) == 1
