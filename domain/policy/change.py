"""Changes of the policy: each is a whole new version with the day it takes effect, so history is judged by its own rules."""

from typing import ClassVar

from msgspec.structs import replace

from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing
from domain.policy.moment import Moment
from domain.policy.soundness import refuse_unsound
from domain.policy.state import Version
from domain.relationship.rules import Rules


class PolicyChanged(Event, frozen=True, kw_only=True):
    """A version of the policy was drawn up that is in force from ``on``; the reason says why."""

    rules: Rules

    @property
    def value(self) -> str:
        return f"version {self.rules.version}"

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"policy"})

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Policy version {self.rules.version} in force from {self.on.first}"


class ChangePolicy(Command, frozen=True, kw_only=True):
    """Change the service-differentiation policy from a day on, and say why.

    The whole of the new rules becomes a version of its own; its number is one more than the last. Decisions of earlier
    days stay judged by the version of their day.
    """

    path: ClassVar = "policy change"
    label: ClassVar = "Policy changed"
    asks_when: ClassVar = "In force from"

    rules: Rules
    """Asked in a way of its own; its version number is not looked at."""

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"policy"})


def decide_change(command: ChangePolicy, moment: Moment) -> list[Event]:
    """The new version; nothing where the version in force on that day says the same.

    Raises ReasonMissing, and the refusals of ``domain.policy.soundness``.
    """
    policy = moment.known
    rules = replace(command.rules, version=policy.latest + 1)
    refuse_unsound(rules)
    if rules == replace(policy.rules_on(moment.on.first), version=rules.version):
        return []
    if not command.reason.strip():
        raise ReasonMissing("Accounts will be judged by this: say why the policy changes.", field="reason")
    return [PolicyChanged(on=command.on, reason=command.reason, rules=rules)]


def evolve(versions: dict[str, Version], event: Event) -> dict[str, Version]:
    """The versions after one more event."""
    match event:
        case PolicyChanged(rules=rules):
            return {**versions, str(rules.version): Version(rules=rules, since=event.on)}
        case _:
            return versions


POLICY_CHANGE = Concept(
    name="policy",
    source="Byrnes, “The Strategic CIO”: service differentiation, drawn up with counterpart managers; versions of it are Tieline's own.",
    lane="other",
    holds="versions",
    kinds=(EventKind(name="policy-changed", event=PolicyChanged, label="Policy changed", phase="started"),),
    evolve=evolve,
    decisions={ChangePolicy: decide_change},
)
