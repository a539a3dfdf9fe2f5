"""What settings serve a team, and which are refused: nothing half set, nothing weak, no secret told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.access import Grant
from tests.team import ISSUER, SUBJECT, TEAM, claims, set_up_team
from ui.server.identity import NotSignedIn, identity
from ui.server.team import CannotServe, Team, is_loopback, refuse_exposed, team

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up_team(monkeypatch)


@pytest.fixture
def its_team() -> Team:
    found = team()
    assert found
    return found


def test_with_all_of_it_set_a_team_signs_in(its_team: Team) -> None:
    assert its_team.public_url == "https://tieline.example.com"
    assert its_team.hosts == ["tieline.example.com"]
    assert its_team.roles["audit"] == Grant("auditor")
    assert its_team.is_https


def test_with_nothing_set_it_is_for_one_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TEAM:
        monkeypatch.setenv(name, "")
    assert team() is None


@pytest.mark.parametrize("missing", TEAM)
def test_what_is_half_set_is_refused_and_names_what_is_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(missing)
    with pytest.raises(CannotServe, match=f"half set up: {missing} is not set"):
        team()


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("TIELINE_COOKIE_SECRET", "x" * 31, "shorter than 32 bytes"),
        ("TIELINE_PUBLIC_URL", "http://tieline.example.com", "others could read along"),
        ("TIELINE_PUBLIC_URL", "https://example.com/tieline", "served at the root"),
        ("TIELINE_PUBLIC_URL", "https://kim:secret@example.com", "no address that a browser opens"),
        ("TIELINE_PUBLIC_URL", "tieline.example.com", "no address that a browser opens"),
        ("TIELINE_OIDC_METADATA_URL", "http://login.example.com/x", "others could read along"),
        ("TIELINE_ROLES", "{}", "names no group"),
        ("TIELINE_ROLES", '{"sales": "king"}', "which is no role"),
        ("TIELINE_ROLES", "sales=CIO", "written as a JSON object"),
        ("TIELINE_SIGN_IN_HOURS", "soon", "TIELINE_SIGN_IN_HOURS cannot be used"),
        ("TIELINE_SIGN_IN_HOURS", "9999", "TIELINE_SIGN_IN_HOURS cannot be used"),
    ],
)
def test_what_is_unsafe_or_no_use_is_refused_with_what_would_be_accepted(
    name: str, value: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotServe, match=why):
        team()


def test_a_secret_may_be_a_mounted_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(f"{'y' * 40}\n")
    monkeypatch.setenv("TIELINE_COOKIE_SECRET_FILE", str(tmp_path / "secret"))
    with pytest.raises(CannotServe, match="both set"):
        team()
    monkeypatch.delenv("TIELINE_COOKIE_SECRET")
    found = team()
    assert found
    assert found.cookie_secret.get_secret_value() == "y" * 40


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIELINE_OIDC_CLIENT_SECRET")
    for file, content, why in (
        ("none", None, "cannot be read"), ("empty", b"\n", "is empty"), ("binary", b"\xff\xfe", "it is not UTF-8"),
    ):  # fmt: skip
        if content is not None:
            (tmp_path / file).write_bytes(content)
        monkeypatch.setenv("TIELINE_OIDC_CLIENT_SECRET_FILE", str(tmp_path / file))
        with pytest.raises(CannotServe, match=f"{file} of TIELINE_OIDC_CLIENT_SECRET_FILE .*{why}"):
            team()


def test_no_secret_shows_in_what_is_printed_of_the_settings(its_team: Team) -> None:
    for name in ("TIELINE_OIDC_CLIENT_SECRET", "TIELINE_COOKIE_SECRET"):
        assert TEAM[name] not in repr(its_team)


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        ("127.0.0.1", True), ("127.0.0.53", True), ("::1", True), ("localhost", True),
        ("", False), ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("tieline.example.com", False),
    ],
)  # fmt: skip
def test_only_this_machine_reaches_a_loopback_address(address: str, is_so: bool) -> None:
    assert is_loopback(address) is is_so


def test_an_address_that_others_reach_needs_sign_in(its_team: Team) -> None:
    refuse_exposed("0.0.0.0", its_team)
    refuse_exposed("127.0.0.1", None)
    with pytest.raises(CannotServe, match=r"0\.0\.0\.0 without sign-in.*set up sign-in"):
        refuse_exposed("0.0.0.0", None)


def test_somebody_is_known_by_their_issuer_and_what_it_calls_them(its_team: Team) -> None:
    found = identity(claims("sales", "audit"), its_team, datetime.now(UTC))
    assert (found.subject, found.name, found.groups) == (SUBJECT, "Kim Lee", ("sales", "audit"))
    elsewhere = identity(claims(iss=f"{ISSUER}/realms/b/"), its_team, datetime.now(UTC))
    assert elsewhere.subject == "login.example.com/realms/b:4711"


def test_two_sign_ins_of_one_person_are_told_apart(its_team: Team) -> None:
    first, second = (identity(claims(nonce=each), its_team, datetime.now(UTC)) for each in "ab")
    assert first.sign_in != second.sign_in


@pytest.mark.parametrize(
    ("groups", "read"), [("audit", ("audit",)), (["a", 7, None, "b"], ("a", "b")), (None, ()), ({"audit": True}, ())]
)
def test_groups_are_one_or_a_list_and_anything_else_is_none(groups: Any, read: tuple[str, ...], its_team: Team) -> None:
    assert identity(claims(groups=groups), its_team, datetime.now(UTC)).groups == read


def test_the_claim_of_the_groups_is_the_one_in_the_settings(its_team: Team) -> None:
    other = its_team._replace(groups_claim="https://example.com/teams")
    said = claims("audit", **{"https://example.com/teams": ["sales"]})
    assert identity(said, other, datetime.now(UTC)).groups == ("sales",)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"is_logged_in": False}, "^$"),
        ({"is_logged_in": "true"}, "^$"),
        ({"sub": None}, "does not say who you are"),
        ({"sub": ""}, "does not say who you are"),
        ({"iss": None}, "does not say who you are"),
        ({"aud": "another"}, "for another application"),
        ({"aud": ["another"]}, "for another application"),
        ({"iat": None, "exp": None}, "has ended"),
        ({"iat": "soon", "exp": True}, "has ended"),
    ],
)
def test_a_sign_in_that_does_not_hold_is_none(wrong: dict[str, Any], why: str, its_team: Team) -> None:
    with pytest.raises(NotSignedIn, match=why):
        identity(claims(**wrong), its_team, datetime.now(UTC))


def test_a_sign_in_counts_until_its_token_ends_or_for_the_hours_set_where_that_is_longer(its_team: Team) -> None:
    issued = int(NOW.timestamp())
    short = claims(iat=issued, exp=issued + 300)
    assert identity(short, its_team, NOW).until == NOW + timedelta(hours=8)
    assert identity({**short, "exp": issued + 86_400}, its_team, NOW).until == NOW + timedelta(hours=24)
    strict = its_team._replace(sign_in_hours=0)
    assert identity(short, strict, NOW).until == NOW + timedelta(seconds=300)
    with pytest.raises(NotSignedIn, match="has ended"):
        identity(short, strict, NOW + timedelta(seconds=300))
    with pytest.raises(NotSignedIn, match="has ended"):
        identity(short, its_team, NOW + timedelta(hours=8))
