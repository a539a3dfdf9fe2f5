"""Who may do what: roles, and the check that every command and query makes."""

from typing import Literal

import msgspec

Role = Literal["account manager", "CIO", "auditor", "administrator"]
Action = Literal["record", "read", "operate"]

GRANTED: dict[Role, frozenset[Action]] = {
    "account manager": frozenset({"record", "read"}),
    "CIO": frozenset({"record", "read"}),
    "auditor": frozenset({"read"}),
    "administrator": frozenset({"record", "read", "operate"}),
}


class NotAllowed(Exception):
    """The person signed in has no role that grants this."""


class Actor(msgspec.Struct, frozen=True):
    """Whoever is signed in: the subject that events are recorded by, and their roles."""

    subject: str
    roles: frozenset[Role]


def local_actor(login: str) -> Actor:
    """The one user of a Tieline on their own machine, who may do everything."""
    return Actor(f"local:{login}", frozenset(GRANTED))


def may(actor: Actor, action: Action) -> bool:
    """Whether one of the actor's roles grants the action."""
    return any(action in GRANTED[role] for role in actor.roles)


def require(actor: Actor, action: Action) -> None:
    """Raises NotAllowed unless one of the actor's roles grants the action."""
    if not may(actor, action):
        raise NotAllowed(f"{actor.subject} may not {action} here: ask an administrator for a role that can.")
