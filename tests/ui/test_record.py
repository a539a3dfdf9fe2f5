"""The record of one event as a table: what is known of it, and nothing that does not apply."""

import pytest

from projections.records import RecordShown
from ui.parts.record import details


def shown(*, policy_version: int = 1, observed: bool = False) -> RecordShown:
    return RecordShown(
        seq=7,
        version=1,
        kind="reclassified",
        label="Classified",
        sentence="Classified stable.",
        reason="",
        happened="2024-05",
        recorded_at=1_795_338_000_000_000,
        recorded_by="local:kim",
        reported_by="",
        policy_version=policy_version,
        observed=observed,
        batch="",
        case=None,
    )


@pytest.mark.parametrize(
    ("record", "judged"),
    [
        (shown(policy_version=2), "policy version 2"),
        (shown(observed=True), "no policy: history, recorded as observed"),
        (shown(policy_version=0), None),
    ],
)
def test_a_record_says_which_policy_judged_it_where_one_did(record: RecordShown, judged: str | None) -> None:
    assert details(record).get("Judged by") == judged


def test_a_date_known_to_the_month_says_so() -> None:
    assert details(shown())["Happened"] == "May 2024 (some day of that month)"
