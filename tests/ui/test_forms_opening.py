"""Opening an account in the app: with its first class in the same go, or not at all."""

from datetime import date

from domain.history.event import Event
from domain.relationship.classification import Reclassified
from domain.relationship.opening import RelationshipOpened
from tests.ui.filling import count, fill, opening_form, said
from ui.bootstrap import Tieline


def opened(tieline: Tieline) -> list[Event]:
    """What is on record beside the account that was there."""
    tracker = tieline.tracker
    return [tracker.codec.recorded(each).event for each in tracker.recorder.select_records(1, 9)]


def test_an_account_is_opened(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="Pine Retail", when=date(2024, 1, 1), when__precision="year")
    app.button(key="log-open").click().run()
    (event,) = opened(app_tieline)
    assert isinstance(event, RelationshipOpened)
    assert (event.name, str(event.on)) == ("Pine Retail", "2024")


def test_an_account_is_opened_in_its_first_class_and_a_second_press_has_no_second_effect(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="Pine Retail", when=date(2024, 1, 1), first__class="emerging")
    fill(app, reason="small and quick")
    app.button(key="log-open").click().run()
    app.button(key="log-open").click().run()
    name, first = opened(app_tieline)
    assert isinstance(name, RelationshipOpened)
    assert isinstance(first, Reclassified)
    assert (first.to, str(first.on)) == ("emerging", "2024-01-01")


def test_a_first_class_without_a_reason_is_refused_and_the_account_is_not_opened(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="Pine Retail", first__class="emerging")
    app.button(key="log-open").click().run()
    assert "write a reason" in said(app.error[0])
    assert count(app_tieline) == 1


def test_an_account_without_a_name_is_refused(app_tieline: Tieline) -> None:
    app = opening_form()
    app.button(key="log-open").click().run()
    assert "write the name of the account" in said(app.error[0])
    assert count(app_tieline) == 1


def test_a_second_account_of_the_same_name_is_refused(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="harbour  foods")
    app.button(key="log-open").click().run()
    assert "“Harbour Foods” is on record already" in said(app.error[0])
    assert count(app_tieline) == 1
