"""The app in the hands of an account manager who is confined to their own accounts."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import actor_of, local_actor, roles_in
from domain.asked import Asked
from domain.history.when import parse_when
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.responsibility import AssignAccount, ReleaseAccount
from domain.relationship.showcase import AdoptShowcase, StartShowcase
from tests.ui.filling import STREAM, fill, said
from ui import session
from ui.bootstrap import Tieline
from ui.forms.done import KEY, Done
from ui.logging.streams import loggable

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
ORCHARD = "relationship-orchard"
ADA = local_actor("ada")
ROLES = roles_in('{"sales": "account manager: own accounts"}')


@pytest.fixture
def team(app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch) -> Tieline:
    """Harbour Foods is Lee's, who looks; Orchard is nobody's."""
    app_tieline.handle(ORCHARD, OpenRelationship(on=parse_when("2021"), name="Orchard"), by=ADA)
    app_tieline.handle(STREAM, AssignAccount(on=parse_when("2023"), manager="lee"), by=ADA)
    monkeypatch.setattr(session, "local_user", lambda: actor_of("lee", ["sales"], ROLES, app_tieline.own, "Lee"))
    return app_tieline


def account_page(stream: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["account"] = stream
    return app.switch_page("ui/pages/account.py").run()


def everything_on(app: AppTest) -> str:
    """All words on the page."""
    return " ".join(str(getattr(each, "value", "")) for each in app.main)


def test_a_link_to_another_ones_account_says_who_can_help_and_nothing_of_it(team: Tieline) -> None:
    app = account_page(ORCHARD)
    assert not app.exception
    assert "Orchard" not in everything_on(app)
    assert any("ask an administrator to assign it" in said(each) for each in app.warning)
    assert "Harbour Foods" in everything_on(account_page(STREAM))


def test_what_they_open_in_the_app_is_theirs_at_once(team: Tieline) -> None:
    def script() -> None:
        from ui import session
        from ui.forms.opening import opening_form

        opening_form(session.tieline(), session.actor())

    app = fill(AppTest.from_function(script, default_timeout=30).run(), name="Pine Retail", first__class="emerging")
    fill(app, reason="small and quick")
    app.button(key="log-open").click().run()
    assert not app.error
    (pine,) = team.own("lee") - {STREAM}
    assert not account_page(pine).warning
    assert "Pine Retail" in everything_on(account_page(pine))


def form(kind: str) -> AppTest:
    """The form for logging something of Harbour Foods, for whoever looks."""

    def script(stream: str) -> None:
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), session.actor(), stream)

    return (
        AppTest.from_function(script, default_timeout=30, args=(STREAM,))
        .run()
        .selectbox(key="log-what")
        .select(kind)
        .run()
    )


def test_no_form_offers_or_names_another_ones_account(team: Tieline) -> None:
    pilot = StartShowcase(on=parse_when("2023"), showcase_id="s", title="Shelf pilot")
    team.handle(ORCHARD, pilot, by=ADA)
    adopting = form("Showcase adopted")
    assert not adopting.exception
    assert "No other account is on record" in said(adopting.info[0])
    assert not any("Orchard" in str(each.options) or "Shelf" in str(each.options) for each in adopting.selectbox)
    team.handle(ORCHARD, AssignAccount(on=parse_when("2023"), manager="lee"), by=ADA)
    assert form("Showcase adopted").selectbox(key="log-source").options == ["Orchard"]


def test_a_second_opening_of_another_ones_account_is_refused_without_a_word_of_it(team: Tieline) -> None:
    def script() -> None:
        from ui import session
        from ui.forms.opening import opening_form

        opening_form(session.tieline(), session.actor())

    app = fill(AppTest.from_function(script, default_timeout=30).run(), name="ORCHARD")
    app.button(key="log-open").click().run()
    assert said(app.error[0]) == (
        "“ORCHARD” is on record already: ask an administrator to assign it, or choose another name."
    )


def test_what_one_recorded_is_no_longer_told_once_the_account_is_somebody_elses(team: Tieline) -> None:
    app = account_page(STREAM)
    app.session_state[KEY] = Done(STREAM, "Recorded for today: A secret", undo=1)
    assert "A secret" in everything_on(app.run())
    team.handle(STREAM, ReleaseAccount(on=parse_when("2024-01-01"), manager="lee"), by=ADA)
    app.run()
    assert not app.exception
    assert "A secret" not in everything_on(app)
    assert app.switch_page("ui/pages/log.py").run().title, "nothing of it stands in the way of the other pages"


def test_whoever_is_in_a_further_group_logs_as_far_as_that_reaches(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = roles_in('{"sales": "account manager: own accounts", "admins": "administrator", "audit": "auditor"}')
    as_ = {group: actor_of("lee", ["sales", group], both, lambda _: [], "Lee") for group in ("admins", "audit")}
    for group, may_log_it in (("admins", True), ("audit", False)):
        monkeypatch.setattr(session, "local_user", lambda group=group: as_[group])
        assert (STREAM in loggable()) == may_log_it


def test_taking_an_import_back_names_no_account_of_somebody_else(team: Tieline) -> None:
    call = LogInteraction(on=parse_when("2023-05-01"), kind="call", summary="Stock")
    asked = [Asked(command_id=each, said=b"x", stream=each, command=lambda _: call) for each in (STREAM, ORCHARD)]
    team.tracker.handle_all(asked, by=ADA, batch="both")

    def script() -> None:
        from ui import session
        from ui.parts.taking_back import take_back_form

        take_back_form(session.tieline(), session.actor(), "both")

    app = AppTest.from_function(script, default_timeout=30).run()
    shown = app.table[0].value.to_csv()
    assert "an account that is not yours" in shown
    assert "Orchard" not in shown


def test_an_adoption_from_another_ones_account_can_be_corrected_only_to_what_is_theirs(team: Tieline) -> None:
    for stream in (ORCHARD, "relationship-pine"):
        if stream != ORCHARD:
            team.handle(stream, OpenRelationship(on=parse_when("2021"), name="Pine"), by=ADA)
            team.handle(stream, AssignAccount(on=parse_when("2021"), manager="lee"), by=ADA)
        pilot = StartShowcase(on=parse_when("2023"), showcase_id=f"s-{stream}", title="Shelf pilot")
        team.handle(stream, pilot, by=ADA)
    adopted = AdoptShowcase(on=parse_when("2024"), showcase_id="a", source=ORCHARD, showcase="Shelf pilot")
    seq = team.handle(STREAM, adopted, by=ADA).last_seq

    def script(stream: str, seq: int) -> None:
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), session.actor(), stream, seq)

    app = AppTest.from_function(script, default_timeout=30, args=(STREAM, seq)).run()
    assert not app.exception
    assert "Orchard" not in everything_on(app)
    assert app.selectbox(key="log-source").options == ["Pine"]
