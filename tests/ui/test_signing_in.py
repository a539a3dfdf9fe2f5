"""In a team nobody sees anything before they have signed in, and then what their groups give; a machine's one user need not."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from domain.access import GRANTED, OWN_ACCOUNTS, ROLES, NotAllowed, Role, local_actor, may
from domain.history.when import parse_when
from domain.relationship.opening import OpenRelationship
from domain.relationship.responsibility import AssignAccount
from tests.team import GROUPS, SUBJECT, claims, set_up_team
from tests.ui.filling import STREAM, said
from ui import session
from ui.bootstrap import Tieline
from ui.navigation import PLACES
from ui.server.identity import identity
from ui.server.team import team
from ui.settings import Settings
from ui.visits import last_visit

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
NOT_SIGNED_IN = {"is_logged_in": False}
ORCHARD = "relationship-orchard"


@pytest.fixture(scope="module")
def two_accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two accounts, one of them somebody's own."""
    folder = tmp_path_factory.mktemp("two")
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""))
    for stream, name in ((STREAM, "Harbour Foods"), (ORCHARD, "Orchard Mills")):
        tieline.handle(stream, OpenRelationship(on=parse_when("2020-01-01"), name=name), by=local_actor("kim"))
    tieline.handle(STREAM, AssignAccount(on=parse_when("2021-01-01"), manager=SUBJECT), by=local_actor("kim"))
    tieline.close()
    return folder


@pytest.fixture
def local(two_accounts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tieline]:
    """These, for the one user of this machine."""
    shutil.copytree(two_accounts, tmp_path / "data")
    monkeypatch.setenv("TIELINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIELINE_DATABASE_URL", "")
    monkeypatch.setenv("TIELINE_KEYS_DATABASE_URL", "")
    st.cache_resource.clear()
    st.cache_data.clear()
    tieline = session.tieline()
    yield tieline
    tieline.close()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def served(local: Tieline, monkeypatch: pytest.MonkeyPatch) -> Tieline:
    """The same for a team."""
    set_up_team(monkeypatch)
    return local


def visited(user: dict[str, Any], page: str = "", **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.user = user
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"ui/pages/{page}.py").run()
    assert not app.exception
    return app


def menu(app: AppTest) -> set[str]:
    """The titles of its pages."""
    return {page["page_name"].replace("_", " ") for page in app._registered_pages.values()}


def heading(app: AppTest) -> str:
    return str(app.title[0].value)


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def test_who_is_not_signed_in_sees_the_way_to_sign_in_and_nothing_else(served: Tieline) -> None:
    app = visited(NOT_SIGNED_IN, account=STREAM)
    assert (heading(app), labels(app)) == ("Sign in to Tieline", ["Sign in"])
    assert not app.date_input
    assert "at **login.example.com**" in said(app.markdown[0])
    assert app.query_params["account"] == STREAM, "the address stays, for the way back"
    assert last_visit(SUBJECT) is None


@pytest.mark.parametrize("role", ROLES)
def test_whoever_signs_in_sees_what_their_groups_give_and_who_they_are(served: Tieline, role: Role) -> None:
    app = visited(claims(GROUPS[role]))
    assert menu(app) == {place.title for place in PLACES if place.needs in GRANTED[role]}
    assert "Sign out" in labels(app)
    assert f"You {'are known here' if role == 'auditor' else 'record'} as **{SUBJECT}**." in words(app)
    assert f"Your roles: {role}." in words(app)


def test_an_account_manager_of_their_own_accounts_sees_these_alone(served: Tieline) -> None:
    assert heading(visited(claims(GROUPS[OWN_ACCOUNTS]), "account", account=STREAM)) == "Harbour Foods"
    other = visited(claims(GROUPS[OWN_ACCOUNTS]), "account", account=ORCHARD)
    assert not any("Orchard Mills" in each for each in words(other))
    assert heading(visited(claims(GROUPS["account manager"]), "account", account=ORCHARD)) == "Orchard Mills"


def words(app: AppTest) -> list[str]:
    """All that is written on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    return [said(each) for kind in kinds for each in app.get(kind)]


def test_whoever_has_no_role_is_told_whom_to_ask_and_who_they_are_to_it(served: Tieline) -> None:
    app = visited(claims("somewhere else"))
    assert heading(app) == "You have no role here yet"
    assert app.code[0].value == SUBJECT
    assert labels(app) == ["Sign out"]


def test_a_sign_in_that_ended_asks_to_sign_in_again(served: Tieline) -> None:
    now = int(datetime.now(UTC).timestamp())
    app = visited(claims(GROUPS["CIO"], iat=now - 9 * 3600, exp=now - 8 * 3600), account=STREAM)
    assert (heading(app), labels(app)) == ("Sign in to Tieline", ["Sign in"])
    assert "has ended" in app.info[0].value


def test_a_sign_in_that_ends_meanwhile_ends_the_page(served: Tieline) -> None:
    app = visited(claims(GROUPS["CIO"]))
    app.user = claims(GROUPS["CIO"], iat=1, exp=2)
    app.run()
    assert labels(app) == ["Sign in"]


def test_signing_out_ends_the_sign_in_in_every_window(served: Tieline) -> None:
    signed_in = claims(GROUPS["CIO"])
    app, other = visited(signed_in), visited(signed_in)
    next(each for each in app.button if each.label == "Sign out").click().run()
    assert labels(app) == ["Sign in"]
    other.run()
    assert labels(other) == ["Sign in"]
    again = visited({**signed_in, "nonce": "another"})
    assert "Sign out" in labels(again)


def test_the_name_of_whoever_signs_in_formats_nothing(served: Tieline) -> None:
    app = visited(claims("none", name="![x](https://evil.example/x.png)"))
    assert "![x]" not in "".join(each.value for each in app.markdown)


def test_where_settings_are_half_set_nobody_sees_anything(served: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIELINE_COOKIE_SECRET")
    app = visited(claims(GROUPS["administrator"]))
    assert heading(app) == "Tieline is closed"
    assert "TIELINE_COOKIE_SECRET is not set" in said(app.error[0])
    assert not app.button


def test_an_app_that_streamlit_starts_for_a_team_says_how_to_start_it(served: Tieline) -> None:
    app = visited({})
    assert "tieline serve" in app.error[0].value
    assert not app.button


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.4"])
def test_without_sign_in_an_address_that_others_reach_shows_nothing(local: Tieline, address: str) -> None:
    before = config.get_option("server.address")
    config.set_option("server.address", address or None)
    try:
        app = visited({})
    finally:
        config.set_option("server.address", before)
    assert heading(app) == "Tieline is closed"
    assert "without sign-in" in said(app.error[0])


def test_the_one_user_of_a_machine_is_told_that_it_is_local_and_signs_in_nowhere(local: Tieline) -> None:
    app = visited({"is_logged_in": True, **claims(GROUPS["auditor"])})
    assert menu(app) == {place.title for place in PLACES}
    assert "Sign in" not in labels(app)
    assert any("runs on this machine alone" in each for each in words(app))
    assert "Sign out" not in labels(app)


def test_outside_of_any_session_of_a_team_there_is_nobody(served: Tieline) -> None:
    assert not may(session.actor(), "read")


def test_a_file_is_made_for_who_asks_for_it_and_for_nobody_once_they_have_signed_out(served: Tieline) -> None:
    def script() -> None:
        import streamlit as st

        from ui.parts.handing_out import noted
        from ui.queries.portfolio import relationship_names

        st.session_state["made"] = noted(lambda: ",".join(relationship_names()["name"]), {})

    app = AppTest.from_function(script, default_timeout=30)
    app.user = claims(GROUPS[OWN_ACCOUNTS])
    made = app.run().session_state["made"]
    with ThreadPoolExecutor(1) as server:  # which makes it when it is asked for, after the page is done
        assert server.submit(made).result() == b"Harbour Foods"
        its_team = team()
        assert its_team
        session._signed_out()[identity(app.user, its_team, datetime.now(UTC)).sign_in] = datetime.now(UTC)
        with pytest.raises(NotAllowed):
            server.submit(made).result()
