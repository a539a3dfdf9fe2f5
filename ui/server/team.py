"""Whether Tieline serves one user or a team, judged from all settings together; what is half set is refused."""

import os
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from domain.access import Grant, NotARole, roles_in
from ui.settings import LOOPBACK, Serving

SECRET_BYTES = 32
"""What a cookie secret has at least; ``openssl rand -hex 32`` prints twice as many."""
THIS_MACHINE = (LOOPBACK, "localhost", "::1")
VARIABLES = tuple(f"TIELINE_{name.upper()}" for name in Serving.model_fields)


class CannotServe(Exception):
    """The settings do not add up to a safe way of serving; the message says what would be accepted."""


class Team(NamedTuple):
    """How a team signs in, and what its groups may do."""

    public_url: str
    metadata_url: str
    client_id: str
    client_secret: SecretStr
    scopes: str
    cookie_secret: SecretStr
    groups_claim: str
    roles: Mapping[str, Grant]
    sign_in_hours: int
    further_hosts: tuple[str, ...] = ()

    @property
    def is_https(self) -> bool:
        """Whether browsers reach it through TLS."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names that it answers to."""
        return [urlsplit(self.public_url).hostname or "", *self.further_hosts]


def team() -> Team | None:
    """How the team of this environment signs in; None where Tieline serves the one user of this machine.

    Read once: a changed file or variable counts from the next start. Raises CannotServe.
    """
    return _of(tuple(os.environ.get(name, "") for name in VARIABLES))


@lru_cache(maxsize=4)
def _of(_environment: tuple[str, ...]) -> Team | None:
    try:
        return judged(Serving())
    except ValidationError as error:
        wrong = [f"TIELINE_{str(each['loc'][0]).upper()} cannot be used: {each['msg']}" for each in error.errors()]
        raise CannotServe(f"The setting {'; '.join(wrong)}.") from None


def judged(serving: Serving) -> Team | None:
    """The same of given settings; None where nothing of sign-in is set. Raises CannotServe."""
    client_secret = _secret("OIDC_CLIENT_SECRET", serving.oidc_client_secret, serving.oidc_client_secret_file)
    cookie_secret = _secret("COOKIE_SECRET", serving.cookie_secret, serving.cookie_secret_file)
    roles = _text("ROLES", serving.roles, serving.roles_file)
    needed = {
        "TIELINE_PUBLIC_URL": serving.public_url,
        "TIELINE_OIDC_METADATA_URL": serving.oidc_metadata_url,
        "TIELINE_OIDC_CLIENT_ID": serving.oidc_client_id,
        "TIELINE_OIDC_CLIENT_SECRET": client_secret.get_secret_value(),
        "TIELINE_COOKIE_SECRET": cookie_secret.get_secret_value(),
        "TIELINE_ROLES": roles,
    }
    if not any(needed.values()):
        return None
    if missing := [name for name, value in needed.items() if not value]:
        raise CannotServe(
            f"Sign-in is only half set up: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set. "
            "See docs/team.md, or unset the others to run for one user of this machine."
        )
    if len(cookie_secret.get_secret_value().encode()) < SECRET_BYTES:
        raise CannotServe(
            f"TIELINE_COOKIE_SECRET is shorter than {SECRET_BYTES} bytes, so that cookies could be forged: "
            "make a random one, as “openssl rand -hex 32” prints it."
        )
    return Team(
        public_url=_origin("TIELINE_PUBLIC_URL", serving.public_url),
        metadata_url=_safe("TIELINE_OIDC_METADATA_URL", serving.oidc_metadata_url),
        client_id=serving.oidc_client_id,
        client_secret=client_secret,
        scopes=serving.oidc_scopes,
        cookie_secret=cookie_secret,
        groups_claim=serving.groups_claim,
        roles=_roles(roles),
        sign_in_hours=serving.sign_in_hours,
        further_hosts=tuple(host for each in serving.allowed_hosts.split(",") if (host := each.strip())),
    )


def refuse_exposed(address: str, team: Team | None) -> None:
    """Raises CannotServe where others could reach a Tieline at which nobody signs in."""
    if team is None and not is_loopback(address):
        raise CannotServe(
            f"Tieline does not listen on {address or 'every address of this machine'} without sign-in, for whoever "
            f"reached it could do everything: set up sign-in (docs/team.md), or leave the address at {LOOPBACK}."
        )


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _secret(name: str, value: SecretStr, file: str) -> SecretStr:
    return SecretStr(_text(name, value.get_secret_value(), file))


def _text(name: str, value: str, file: str) -> str:
    """A setting that may be given as a file. Raises CannotServe, which tells nothing of what it is."""
    if not file:
        return value.strip()
    if value.strip():
        raise CannotServe(f"TIELINE_{name} and TIELINE_{name}_FILE are both set: leave one of them out.")
    try:
        text = Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CannotServe(f"The file {file} of TIELINE_{name}_FILE cannot be read ({why}).") from None
    if not text:
        raise CannotServe(f"The file {file} of TIELINE_{name}_FILE is empty.")
    return text


def _roles(text: str) -> Mapping[str, Grant]:
    try:
        roles = roles_in(text)
    except NotARole as error:
        raise CannotServe(f"TIELINE_ROLES cannot be used. {error}") from None
    if not roles:
        raise CannotServe("TIELINE_ROLES names no group, so nobody could do anything: see docs/team.md.")
    return roles


def _origin(name: str, url: str) -> str:
    """The scheme and host of an address that has nothing else. Raises CannotServe."""
    parts = urlsplit(_safe(name, url))
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise CannotServe(
            f"{name} is “{url}”, but Tieline is served at the root: write https://host or https://host:port."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _safe(name: str, url: str) -> str:
    """An address that nobody on the way reads or changes. Raises CannotServe."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or "@" in parts.netloc or parts.scheme not in {"https", "http"}:
        raise CannotServe(f"{name} is “{url}”, which is no address that a browser opens: write https://….")
    if parts.scheme == "http" and not is_loopback(host):
        raise CannotServe(f"{name} is “{url}”, over which others could read along: write https://….")
    return url
