"""The app in the hands of an account manager who is confined to their own accounts."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import actor_of, local_actor, roles_in
from domain.history.when import parse_when
from domain.relationship.opening import OpenRelationship
from domain.relationship.responsibility import AssignAccount
from tests.ui.filling import STREAM, fill, said
from ui import session
from ui.bootstrap import Tieline

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
