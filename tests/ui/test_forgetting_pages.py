"""What the app had opened before somebody was forgotten is not shown any more."""

from domain.access import Actor
from domain.forgetting import affected, finish, forget
from domain.history.when import parse_when
from domain.ledger.destroying import Destroyed, destroy
from domain.streams import stream_of
from tests.conftest import SAMPLE
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.queries.account import evolution

WAL_MART = stream_of("case", "Procter & Gamble", "wal-mart")


def titles() -> str:
    """All that the picture of an account says, with the words of facts as titles; kept by the app while nothing changes."""
    return " ".join(evolution(WAL_MART)["headline"])


def test_titles_that_the_app_keeps_are_opened_anew_once_words_are_destroyed(app_tieline: Tieline, kim: Actor) -> None:
    import_case(app_tieline, SAMPLE, by=kim)
    said = "Sanger"
    before = titles()
    assert said in before
    found = affected(app_tieline.tracker, said, only_mentioned=True)
    forget(app_tieline.tracker, found, by=kim, on=parse_when("2026-11-22"), reason="By letter")
    assert said not in titles()


def test_words_that_were_opened_between_the_record_and_the_destruction_are_not_kept(
    app_tieline: Tieline, kim: Actor
) -> None:
    import_case(app_tieline, SAMPLE, by=kim)
    position = app_tieline.engine.position()
    assert "Sanger" in titles()
    found = affected(app_tieline.tracker, "Sanger", only_mentioned=True)
    destroy(app_tieline.keys, Destroyed(keys=found.keys))
    assert "Sanger" not in titles()
    assert app_tieline.engine.position() == position
    assert finish(app_tieline.tracker)
