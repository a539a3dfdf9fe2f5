"""Who may do and see what: roles, and the check that every command and query makes.

An account manager may be confined to relationships of their own; no other role is. Whoever holds several roles may do
what any one of them grants, each as far as it reaches.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

import msgspec

from domain.history.refusal import Refusal

Role = Literal["account manager", "CIO", "auditor", "administrator"]
Action = Literal["read", "review", "record", "govern", "audit", "operate"]

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
GRANTED: dict[Role, frozenset[Action]] = {
    "account manager": frozenset({"read", "review", "record"}),
    "CIO": frozenset({"read", "review", "record", "govern"}),
    "auditor": frozenset({"read", "review", "audit"}),
    "administrator": frozenset({"read", "review", "record", "govern", "audit", "operate"}),
}
"""``read`` is of one relationship, ``review`` of the whole portfolio; ``govern`` changes the policy and what is on record of
the company itself; ``audit`` replays, verifies and takes evidence; ``operate`` rebuilds, backs up, keeps and forgets, and
says who is responsible for an account."""
CONFINABLE: Role = "account manager"
"""The one role that may be confined to relationships of one's own."""
CONFINED: frozenset[Action] = frozenset({"read", "record"})
"""What is left to an account manager who is confined to relationships of their own."""
IN_WORDS: dict[Action, str] = {
    "read": "look at accounts",
    "review": "look at the whole portfolio",
    "record": "record anything",
    "govern": "change the policy or what is on record of the company itself",
    "audit": "replay, verify or take evidence",
    "operate": "look after Tieline itself (keep, rebuild, forget, or assign accounts)",
}
"""What somebody may not do, as the sentence of a refusal puts it."""
NOT_YOURS = "an account that is not yours"
"""What stands for the name of a relationship that somebody may not look at."""
OWN_IN_WORDS: dict[Action, str] = {"read": "look only at", "record": "record only about"}


class NotAllowed(Refusal):
    """Whoever asks has no role that grants this; the sentence says what they would need."""


class NotARole(ValueError):
    """What groups are mapped to is no role; the message says what is accepted."""


class Grant(msgspec.Struct, frozen=True):
    """What one group gives to whoever is in it."""

    role: Role
    own: bool = False
    """Whether it reaches only as far as the relationships that they are responsible for."""


OWN_ACCOUNTS = f"{CONFINABLE}: own accounts"
GRANTS: dict[str, Grant] = {OWN_ACCOUNTS: Grant(CONFINABLE, own=True), **{role: Grant(role) for role in ROLES}}
"""What a group may be mapped to, as it is written in the settings."""


class Actor(msgspec.Struct, frozen=True):
    """Whoever is signed in: the subject that events are recorded by, their roles, and what they are confined to."""

    subject: str
    roles: frozenset[Role]
    own: frozenset[str] | None = None
    """The relationships that they are confined to as an account manager; None for all."""
    name: str = ""
    """What to call them on the screen; never recorded."""


def local_actor(login: str) -> Actor:
    """The one user of a Tieline on their own machine, who may do everything."""
    return Actor(f"local:{login}", frozenset(GRANTED), name=login)


def roles_in(said: str | Mapping[str, Any]) -> dict[str, Grant]:
    """What each group gives, from the setting: a JSON object, or a table, of group to role. Empty text gives nothing.

    Letter case and space do not matter in the name of a role; they do in that of a group. Raises NotARole.
    """
    known = {_plain(name): grant for name, grant in GRANTS.items()}
    found: dict[str, Grant] = {}
    for group, role in _pairs(said):
        if not group.strip():
            raise NotARole("A group without a name is mapped to a role: name the group, or leave it out.")
        if group in found:
            raise NotARole(f"The group “{group}” is named twice: map it to one role.")
        grant = known.get(_plain(role)) if isinstance(role, str) else None
        if grant is None:
            raise NotARole(
                f"The group “{group}” is mapped to {f'“{role}”' if isinstance(role, str) else 'no text'}, which is no "
                f"role: write {either(f'“{each}”' for each in GRANTS)}."
            )
        found[group] = grant
    return found


def _pairs(said: str | Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Groups and what each is mapped to, as often as they are written."""
    if not isinstance(said, str):
        return list(said.items())
    try:
        pairs = json.loads(said, object_pairs_hook=_Pairs) if said.strip() else _Pairs()
    except (ValueError, RecursionError):
        pairs = None
    if not isinstance(pairs, _Pairs):
        raise NotARole(
            f'Which role a group gives is written as a JSON object: {{"sales": "{OWN_ACCOUNTS}", "audit": "auditor"}}.'
        )
    return pairs


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it is written, to tell it from a list."""


def _plain(role: str) -> str:
    return " ".join(role.replace(":", " : ").casefold().split())


def actor_of(
    subject: str,
    groups: Iterable[str],
    mapping: Mapping[str, Grant],
    own: Callable[[str], Iterable[str]],
    name: str = "",
) -> Actor:
    """Who somebody is by the groups that they are in: what any of these gives. No group that counts gives no role.

    ``own`` says which relationships a subject is responsible for, and is asked only where their groups confine them.
    """
    grants = {mapping[group] for group in groups if group in mapping}
    confined = Grant(CONFINABLE, own=True) in grants and Grant(CONFINABLE) not in grants
    return Actor(
        subject,
        frozenset(grant.role for grant in grants),
        own=frozenset(own(subject)) if confined else None,
        name=name,
    )


def reach(actor: Actor, action: Action) -> frozenset[str] | None:
    """The relationships that the actor may do it with: None for all, none of them where no role grants it."""
    granting = {role for role in actor.roles if action in GRANTED[role]}
    if not granting:
        return frozenset()
    if actor.own is None or granting != {CONFINABLE}:
        return None
    return actor.own if action in CONFINED else frozenset()


def may(actor: Actor, action: Action, stream: str = "") -> bool:
    """Whether one of the actor's roles grants the action: on this relationship, or at all where none is named."""
    within = reach(actor, action)
    if within is None:
        return True
    return stream in within if stream else CONFINABLE in actor.roles and action in CONFINED


def require(actor: Actor, action: Action, stream: str = "") -> None:
    """Raises NotAllowed unless the actor may do it."""
    if not may(actor, action, stream):
        raise NotAllowed(refusal(actor, action, stream))


def refusal(actor: Actor, action: Action, stream: str = "") -> str:
    """Why the actor may not do it, on this relationship or at all, and what they would need, as a sentence."""
    who = actor.name or actor.subject
    if stream and may(actor, action):
        return (
            f"{who} may {OWN_IN_WORDS[action]} accounts of their own, and this is none of them: ask an administrator to "
            "assign it."
        )
    confined = actor.own is not None and CONFINABLE in actor.roles
    takes = [f"{role} of all accounts" if confined and role == CONFINABLE else role for role in ROLES]
    granting = either(said for said, role in zip(takes, ROLES, strict=True) if action in GRANTED[role])
    return f"{who} may not {IN_WORDS[action]}: ask an administrator for the role {granting}."


def either(names: Iterable[str]) -> str:
    """Names in a sentence, of which one is to be chosen."""
    *before, last = names
    return f"{', '.join(before)} or {last}" if before else last
