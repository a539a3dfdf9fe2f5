"""The closed registry of events: the stored name, the schema version and the place on the timeline of each.

A stored name never changes and never derives from where the code lives. A new shape of an event raises its schema
version and adds an upcaster; what was written stays readable.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from domain.relationship.classification import Reclassified
from domain.relationship.event import Event
from domain.relationship.interaction import InteractionLogged
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanCarriedToEnd, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.observation import FactObserved, Lane
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes the fields of one schema version and returns those of the next."""


class EventKind(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of event is stored and where it is shown."""

    name: str
    event: type[Event]
    label: str
    lane: Lane
    words: tuple[str, ...] = ("reason",)
    """The fields that hold a person's words, which are sealed when recorded."""
    upcasters: tuple[Upcaster, ...] = ()
    """One for each step from schema version 1 to the present one."""

    @property
    def schema(self) -> int:
        """The present schema version."""
        return len(self.upcasters) + 1


class Registry:
    """The kinds by stored name and by class; anything else is refused."""

    def __init__(self, kinds: Iterable[EventKind]) -> None:
        self.by_name: Mapping[str, EventKind] = {kind.name: kind for kind in kinds}
        self.by_event: Mapping[type[Event], EventKind] = {kind.event: kind for kind in self.by_name.values()}

    def of(self, event: Event) -> EventKind:
        """The kind of an event."""
        return self.by_event[type(event)]


REGISTRY = Registry(
    [
        EventKind(name="relationship-opened", event=RelationshipOpened, label="Opened", lane="other"),
        EventKind(name="reclassified", event=Reclassified, label="Classified", lane="class"),
        EventKind(name="joint-plan-agreed", event=JointPlanAgreed, label="Plan agreed", lane="plans"),
        EventKind(name="joint-plan-carried-to-end", event=JointPlanCarriedToEnd, label="Plan carried on", lane="plans"),
        EventKind(name="joint-plan-closed-early", event=JointPlanClosedEarly, label="Plan closed", lane="plans"),
        EventKind(name="showcase-started", event=ShowcaseStarted, label="Showcase started", lane="showcases"),
        EventKind(name="showcase-concluded", event=ShowcaseConcluded, label="Showcase concluded", lane="showcases"),
        EventKind(name="milestone-planned", event=MilestonePlanned, label="Milestone planned", lane="milestones"),
        EventKind(name="milestone-reached", event=MilestoneReached, label="Milestone reached", lane="milestones"),
        EventKind(name="system-link-went-live", event=SystemLinkWentLive, label="Link live", lane="systems"),
        EventKind(name="system-link-retired", event=SystemLinkRetired, label="Link retired", lane="systems"),
        EventKind(
            name="interaction-logged",
            event=InteractionLogged,
            label="Interaction",
            lane="interactions",
            words=("reason", "summary"),
        ),
        EventKind(name="fact-observed", event=FactObserved, label="Observed fact", lane="other"),
    ]
)
