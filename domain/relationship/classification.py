"""Classification: which of the four classes an account belongs to, since when, and why (Byrnes)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.history.asking import Ask, Person
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.account_class import AccountClass
from domain.relationship.criteria import suggest
from domain.relationship.moment import Moment
from domain.relationship.profile import closed_before, refuse_closed
from domain.relationship.rating import refuse_unclassed
from domain.relationship.settlement import (
    SETTLEMENTS,
    NothingToSettle,
    ReclassificationWouldOrphanPlan,
    Settlement,
    orphans,
    settled,
    settlements_due,
)
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship

__all__ = [
    "CLASSIFICATION",
    "SETTLEMENTS",
    "Classing",
    "NothingToSettle",
    "ReclassificationWouldOrphanPlan",
    "Reclassified",
    "Reclassify",
    "Settlement",
    "settlements_due",
]


class Classing(msgspec.Struct, frozen=True, kw_only=True):
    """The class of an account, since when, and what the criteria suggested when it was decided."""

    account_class: AccountClass | None = None
    since: When | None = None
    suggested: AccountClass | None = None


class Reclassified(Event, frozen=True, kw_only=True):
    """The account belongs to this class from this day on. The first classification is one too.

    ``suggested`` is what the criteria suggested that day, None where they did not say; whoever decides may differ.
    """

    to: AccountClass
    suggested: AccountClass | None = None
    decided_by: str = ""

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({"class"})

    @property
    def value(self) -> str:
        return self.to

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        differs = self.suggested not in {None, self.to}
        return f"Classified {self.to}{f' (criteria suggest {self.suggested})' if differs else ''}"

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        decider = words.get("decided_by", "")
        return f"{self.headline(titles)}{f', decided by {decider}' if decider else ''}"


class Reclassify(Command, frozen=True, kw_only=True):
    """Put an account in one of the four classes.

    It belongs to the class from the date on. Strategic: willing and able to integrate supply chains. Integrated: large,
    less willing to join in innovation. Emerging: small, innovative, growing. Stable: small, reluctant to innovate. A
    reason is required; the class may differ from what the rated criteria suggest. A live joint plan that the new class
    does not allow is settled in the same step: no plan is left over. Logged late, the class counts from its date, and a
    class that took effect after it stays today's.
    """

    path: ClassVar = "classify"
    label: ClassVar = "Reclassification"

    to: Annotated[
        AccountClass,
        Ask(
            label="Now classified",
            help="The class that it belongs to from the date on.",
            example="strategic",
            argument=True,
            first=True,
        ),
    ]
    settle: Annotated[
        dict[str, Settlement],
        Ask(
            label="Settle",
            help="What becomes of a live plan that the new class does not allow: carried to its end, closed that day, or "
            "amended to a term that the class allows. Once for each plan.",
        ),
    ] = {}
    amend_to: Annotated[
        dict[str, date],
        Ask(
            label="New end",
            help="For each plan that is amended, the first day that it no longer covers; its term is counted from its "
            "start or, where that is too long ago, from the day of the new class.",
        ),
    ] = {}
    decided_by: Annotated[
        str, Person(label="Decided by", help="Who decided it, where that is worth knowing.", example="Ann Dal")
    ] = ""

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset({"class", *self.settle})


def decide_reclassification(command: Reclassify, moment: Moment) -> list[Event]:
    """The settlements and the new class, in that order; nothing where it was put in that class on that very date.

    The same class on another date is a confirmation and is recorded: it may be what a later plan rests on.
    Raises ReasonMissing, OnlyAccountsAreClassed, RelationshipIsClosed, and what ``settled`` raises.
    """
    before = moment.before
    if (command.to, command.on) == (before.account_class, before.class_since) and not command.settle:
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "A classification states why, so that the next reader understands it: write a reason.", field="reason"
        )
    refuse_unclassed(moment)
    refuse_closed(moment, "it cannot be classified")
    ratings = {criterion: rated.rating for criterion, rated in before.criteria.items()}
    return [
        *settled(command.to, command.reason, command.settle, command.amend_to, moment),
        Reclassified(
            on=command.on,
            reason=command.reason,
            to=command.to,
            suggested=suggest(ratings, moment.rules.criteria).account_class,
            decided_by=command.decided_by,
        ),
    ]


def evolve(classing: Classing, event: Event) -> Classing:
    """The class after one more event."""
    match event:
        case Reclassified():
            return Classing(account_class=event.to, since=event.on, suggested=event.suggested)
        case _:
            return classing


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:
    """A class that left over a plan which it does not allow, or that was decided when the relationship was closed."""
    if not isinstance(event, Reclassified):
        return None
    refusal = orphans(event.to, event.on, state.plans.values(), around.rules_on(event.on.first))
    if refusal:
        return Refusal(
            f"This would break the classification as {event.to} already effective {event.on.told}, which settled every "
            "live plan but this one: record the plan together with the date on which it was closed.",
            policy_version=refusal.policy_version,
            because=refusal,
        )
    return closed_before(state.profile, f"the classification as {event.to}", event.on)


CLASSIFICATION = Concept(
    name="classification",
    source='Byrnes, "The Strategic CIO": the four classes.',
    lane="class",
    holds="classing",
    kinds=(
        EventKind(name="reclassified", event=Reclassified, label="Classified", phase="started", people=("decided_by",)),
    ),
    evolve=evolve,
    decisions={Reclassify: decide_reclassification},
    objection=objection,
)
