"""Who a provider's identity token says somebody is, and until when that counts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ui.server.team import Team

HOUR = 3600


class NotSignedIn(Exception):
    """Nobody is signed in; the message is a sentence where there is something to say of it."""


class Identity(NamedTuple):
    """Somebody who signed in."""

    subject: str
    """The issuer without its scheme, a colon, and what the issuer calls them: unique, and the author of what they record."""
    name: str
    """What to call them on the screen."""
    groups: tuple[str, ...]
    until: datetime
    """When they have to sign in again."""
    sign_in: str
    """This one signing in, told apart from every other."""


def identity(claims: Mapping[str, Any], team: Team, now: datetime) -> Identity:
    """Whoever the claims of an ID token are about (OpenID Connect Core 1.0, section 2).

    The token has been checked where it was taken; here it must be for this Tieline, and not have ended. It counts until
    ``exp``, or for the hours of the settings from ``iat`` where that is later: many providers' tokens last some minutes.
    Raises NotSignedIn.
    """
    if claims.get("is_logged_in") is not True:
        raise NotSignedIn
    issuer, sub, audience = (claims.get(name) for name in ("iss", "sub", "aud"))
    if not isinstance(issuer, str) or not isinstance(sub, str) or not sub:
        raise NotSignedIn("Your sign-in does not say who you are.")
    if team.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise NotSignedIn("Your sign-in was for another application.")
    issued, expires = (_seconds(claims.get(name)) for name in ("iat", "exp"))
    until = max(expires, issued + team.sign_in_hours * HOUR if issued else 0)
    if until <= now.timestamp():
        raise NotSignedIn("Your sign-in has ended. Sign in again to go on where you were.")
    return Identity(
        subject=f"{_without_scheme(issuer)}:{sub}",
        name=next((said for name in ("name", "preferred_username", "email") if (said := _text(claims.get(name)))), sub),
        groups=_groups(claims.get(team.groups_claim)),
        until=datetime.fromtimestamp(until, UTC),
        sign_in=sha256(repr([issuer, sub, issued, claims.get("nonce")]).encode()).hexdigest(),
    )


def _seconds(value: Any) -> int:
    """A time of a token, in seconds since 1970; 0 for none that can be."""
    return int(value) if isinstance(value, (int, float)) and 0 < value < 1 << 40 else 0


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _groups(value: Any) -> tuple[str, ...]:
    """One group, or a list of them; anything else is none."""
    found = value if isinstance(value, list) else [value]
    return tuple(each for each in found if isinstance(each, str))


def _without_scheme(issuer: str) -> str:
    parts = urlsplit(issuer)
    return f"{parts.netloc}{parts.path}".rstrip("/") or issuer
