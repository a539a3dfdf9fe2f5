"""Which histories are offered to be replayed."""

from ui.queries.replay import OWN
from ui.replay.asking import MANY, WHOLE, to_choose_from

FEW = {"": WHOLE, **OWN, "r-1": "Harbour Foods", "r-2": "Castle"}
NAMED = {"": WHOLE, **OWN, **{f"r-{each}": f"Harbour {each}" for each in range(MANY + 50)}, "c": "Castle  Road"}


def test_a_few_histories_are_all_offered() -> None:
    assert to_choose_from(FEW, "", "castle") == (list(FEW), 0)


def test_of_many_only_the_chosen_one_and_those_of_no_account_are_offered_until_somebody_looks() -> None:
    assert to_choose_from(NAMED, "r-7", "") == (["", *OWN, "r-7"], 0)


def test_of_many_those_called_like_what_is_sought_are_offered_whatever_its_case() -> None:
    assert to_choose_from(NAMED, "", " CASTLE ") == (["", *OWN, "c"], 0)
    assert to_choose_from(NAMED, "c", "nobody") == (["", *OWN, "c"], 0)


def test_of_too_many_the_first_are_offered_and_the_others_counted() -> None:
    offered, left_out = to_choose_from(NAMED, "c", "harbour")
    assert offered == ["", *OWN, *(f"r-{each}" for each in range(MANY)), "c"]
    assert left_out == 50
