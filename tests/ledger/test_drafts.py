"""Drafts in the vault, on both databases: each its author's own, gone in time, and gone with whom they mention."""

from datetime import UTC, datetime

from domain.access import Actor
from domain.forgetting import affected, forget
from domain.history.when import parse_when
from domain.ledger.destroying import erasure_due
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from tests.conftest import Clock
from ui.bootstrap import Tieline

KIM, ANN, HARBOUR = "kim", "ann", "relationship-harbour"
NAME = "Zephyrine Quill"


def test_a_draft_is_kept_under_the_subject_of_its_author_alone(tieline: Tieline) -> None:
    drafts = tieline.drafts
    at = drafts.keep(KIM, HARBOUR, "one")
    assert [(each.place, each.kept_at, each.content) for each in drafts.of(KIM)] == [(HARBOUR, at, "one")]
    assert not drafts.of(ANN)
    drafts.keep(KIM, HARBOUR, "two")
    drafts.keep(KIM, "pasted", "three")
    assert {each.content for each in drafts.of(KIM)} == {"two", "three"}
    drafts.drop(ANN, HARBOUR)
    drafts.drop(KIM, HARBOUR)
    assert drafts.at(KIM, HARBOUR) is None
    assert [each.place for each in drafts.of(KIM)] == ["pasted"]


def test_after_thirty_days_a_draft_is_gone_and_deleted_with_the_next_that_is_kept(
    tieline: Tieline, clock: Clock
) -> None:
    tieline.drafts.keep(KIM, HARBOUR, "old words")
    clock.set(datetime(2026, 12, 23, 9, tzinfo=UTC))
    assert tieline.drafts.at(KIM, HARBOUR) is None
    assert not tieline.drafts.of(KIM)
    tieline.drafts.keep(ANN, HARBOUR, "new words")
    assert tieline.keys.look("SELECT content FROM drafts") == [("new words",)]


def test_the_drafts_that_mention_whoever_is_forgotten_are_deleted_however_they_are_written(
    tieline: Tieline, kim: Actor
) -> None:
    tieline.handle(HARBOUR, OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle(HARBOUR, LogInteraction(on=parse_when("2025"), kind="call", summary=f"Asked {NAME}"), by=kim)
    escaped = '{"what":"","values":{"log-summary":"Z\\u0065phyrine  Quill"}}'
    for place, content in (("a", escaped), ("b", f"Met {NAME}\nand Ann"), ("c", "Nothing of hers"), ("d", "[1,")):
        tieline.drafts.keep(ANN, place, content)
    found = affected(tieline.tracker, NAME, only_mentioned=True)
    forget(tieline.tracker, found, by=kim, on=parse_when("2026-11-22"), reason="By letter")
    assert sorted(each.place for each in tieline.drafts.of(ANN)) == ["c", "d"]
    assert not erasure_due(tieline.keys)


def test_words_that_are_kept_keep_the_drafts_too(tieline: Tieline, kim: Actor) -> None:
    tieline.handle(HARBOUR, OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    person = tieline.tracker.vault.person(NAME)
    note = LogInteraction(on=parse_when("2025"), kind="call", summary="Prices")
    tieline.handle(HARBOUR, note, by=kim, reported_by=person)
    tieline.drafts.keep(ANN, "a", f"Ask {NAME}")
    forget(
        tieline.tracker,
        affected(tieline.tracker, NAME),
        by=kim,
        on=parse_when("2026-11-22"),
        reason="By letter",
        keep_words=True,
    )
    assert tieline.drafts.of(ANN)
