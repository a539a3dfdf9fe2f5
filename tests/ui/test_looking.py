"""The two dates that every page looks at."""

from datetime import UTC, date, datetime

from projections.projection import FOREVER
from ui.looking import Looking

TODAY = date(2026, 11, 22)


def test_now_is_today_and_all_that_is_known() -> None:
    now = Looking(TODAY)
    assert now.is_now
    assert (now.day, now.known_at, now.query, now.label) == (TODAY, FOREVER, {}, "Now")


def test_a_day_known_on_reaches_to_its_last_instant() -> None:
    looked = Looking(TODAY, known_on=date(2025, 1, 3))
    after = round(datetime(2025, 1, 4, tzinfo=UTC).timestamp()) * 1_000_000
    assert looked.known_at == after - 1
    assert looked.label == "Now, as known on 3 Jan 2025"


def test_both_dates_are_said_and_stand_in_a_link() -> None:
    looked = Looking(TODAY, date(2024, 12, 31), date(2025, 1, 3))
    assert looked.said == (
        "You are looking at what had happened by 31 Dec 2024, as far as it was on record by the end of 3 Jan 2025."
    )
    assert looked.query == {"as_of": "2024-12-31", "known_on": "2025-01-03"}
