"""The picture of how accounts flowed: every flow is a ribbon as wide as its accounts are many, on both sides of one height."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from projections.migration import CLASSES
from ui.questions.flow import GAP, HEAD, HIGH, LEAST, flow_drawn, placed, ribbons

SPAN = date(2023, 11, 22), date(2026, 11, 22)
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(CLASSES), st.sampled_from(CLASSES)), st.integers(0, 10_000), max_size=20
)


@given(COUNTS)
def test_ribbons_fill_each_class_on_both_sides_and_nothing_lies_over_another(
    counts: dict[tuple[str, str], int],
) -> None:
    total = sum(counts.values())
    sides = [placed(counts, side, max(1, total)) for side in (0, 1)]
    pieces = defaultdict(list)
    for each in ribbons(counts, sides, max(1, total), "light"):
        pieces[each["label"]].append(each)
    assert len(pieces) == sum(many > 0 for many in counts.values())
    for side, end in enumerate((0, -1)):
        filled = sum(each[end]["y2"] - each[end]["y"] for each in pieces.values())
        assert round(filled, 6) == (HIGH if total else 0)
        bands = sorted(sides[side].values())
        assert all(one[0] + one[1] <= other[0] for one, other in pairwise(bands))
        assert all(top >= HEAD for top, _ in bands)
        assert not bands or sum(bands[-1]) <= HEAD + HIGH + len(bands) * (LEAST + GAP)


def test_the_flow_is_told_in_words_and_points_at_numbers() -> None:
    drawn = flow_drawn({("emerging", "strategic"): 2, ("stable", "stable"): 1}, *SPAN, "dark")
    assert drawn.alt == (
        "Accounts by class at both ends of the span: 2 from emerging, 22 Nov 2023 to strategic, 22 Nov 2026, "
        "1 from stable, 22 Nov 2023 to stable, 22 Nov 2026."
    )
    labels = {each["label"] for layer in drawn.spec["layer"] for each in layer["data"]["values"]}
    assert {"Emerging to strategic: 2", "Stable to stable: 1", "Strategic 2", "On 22 Nov 2023"} <= labels
