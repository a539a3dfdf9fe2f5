"""Who may do and see what: roles, and the check that every command and query makes.

An account manager may be confined to relationships of their own; no other role is. Whoever holds several roles may do
what any one of them grants.
"""

from typing import Literal, get_args

import msgspec

Role = Literal["account manager", "CIO", "auditor", "administrator"]
Action = Literal["read", "review", "record", "govern", "audit", "operate"]

ROLES: tuple[Role, ...] = get_args(Role)
GRANTED: dict[Role, frozenset[Action]] = {
    "account manager": frozenset({"read", "review", "record"}),
    "CIO": frozenset({"read", "review", "record", "govern"}),
    "auditor": frozenset({"read", "review", "audit"}),
    "administrator": frozenset({"read", "review", "record", "govern", "audit", "operate"}),
}
"""``read`` is of one relationship, ``review`` of the whole portfolio; ``govern`` changes the policy and what is on record of
the company itself; ``audit`` replays, verifies and takes evidence; ``operate`` rebuilds, backs up, keeps and forgets."""
CONFINED: frozenset[Action] = frozenset({"read", "record"})
"""What is left to an account manager who is confined to relationships of their own."""


class NotAllowed(Exception):
    """The person signed in has no role that grants this."""


class Actor(msgspec.Struct, frozen=True):
    """Whoever is signed in: the subject that events are recorded by, their roles, and what they are confined to."""

    subject: str
    roles: frozenset[Role]
    own: frozenset[str] | None = None
    """The relationships that they are confined to; None for all."""
    name: str = ""
    """What to call them on the screen; never recorded."""


def local_actor(login: str) -> Actor:
    """The one user of a Tieline on their own machine, who may do everything."""
    return Actor(f"local:{login}", frozenset(GRANTED), name=login)


def may(actor: Actor, action: Action, stream: str = "") -> bool:
    """Whether one of the actor's roles grants the action: on this relationship, or at all where none is named."""
    if not any(action in GRANTED[role] for role in actor.roles):
        return False
    if actor.own is None:
        return True
    return action in CONFINED and (not stream or stream in actor.own)


def require(actor: Actor, action: Action, stream: str = "") -> None:
    """Raises NotAllowed unless the actor may do it."""
    if may(actor, action, stream):
        return
    if stream and may(actor, action):
        raise NotAllowed(
            f"{actor.subject} may {action} only what is theirs: ask an administrator to assign this account."
        )
    raise NotAllowed(f"{actor.subject} may not {action} here: ask an administrator for a role that can.")
