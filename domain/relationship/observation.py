"""Observations: history that happened, recorded as a source tells it and never judged by today's policy."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

from domain.history.case import CaseRow
from domain.history.concept import Concept, EventKind
from domain.history.event import Event, Titles
from domain.history.lane import Lane
from domain.history.when import When
from domain.relationship.account_class import ACCOUNT_CLASSES, AccountClass
from domain.relationship.classification import Reclassified
from domain.relationship.showcase import Outcome, ShowcaseConcluded, ShowcaseStarted
from domain.relationship.system_link import LinkKind, SystemLinkWentLive


class FactObserved(Event, frozen=True, kw_only=True):
    """A source states a fact; the words of it are the event's reason."""

    joins_reason: ClassVar = ": "

    lane: Lane
    phase: str = ""

    @property
    def value(self) -> str:
        return self.phase

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Observed in {self.lane}{f', {self.phase}' if self.phase else ''}"


CASE_LANES: dict[str, Lane] = {
    "classification": "class",
    "joint_plan": "plans",
    "showcase": "showcases",
    "system_link": "systems",
    "milestone": "milestones",
    "interaction": "interactions",
    "counterpart": "people",
    "team": "people",
    "service_terms": "service terms",
    "economics": "economics",
    "partnership": "partnership",
    "other": "other",
}
"""The lane of each kind of row in a case file."""

OUTCOMES_STATED: dict[str, Outcome] = {"scaled": "scale", "abandoned": "stop"}
"""The phases of a showcase that state an outcome; "concluded" alone does not say which."""


def observed(row: CaseRow, fact: str, when: When, running: Sequence[str] = ()) -> Event:
    """The event that a case row tells of.

    A class, a showcase's start, the outcome of the only showcase then running and a link going live become those
    events; anything else is a fact in its lane. ``running`` are the ids of the showcases running on the day. What a
    row begins is called by its row id: a title stands in the clear, and the words of a fact may name people.
    """
    match row.kind, row.status_or_phase:
        case "classification", _ if (to := stated_class(fact)) is not None:
            return Reclassified(on=when, reason=fact, observed=True, case=row, to=to)
        case "showcase", "started":
            return ShowcaseStarted(
                on=when, reason=fact, observed=True, case=row, showcase_id=id_of(row), title=row.row_id
            )  # fmt: skip
        case "showcase", phase if phase in OUTCOMES_STATED and len(running) == 1:
            return ShowcaseConcluded(
                on=when, reason=fact, observed=True, case=row, showcase_id=running[0], outcome=OUTCOMES_STATED[phase]
            )  # fmt: skip
        case "system_link", "live":
            return SystemLinkWentLive(
                on=when, reason=fact, observed=True, case=row, link_id=id_of(row), title=row.row_id, kind=stated_kind(fact)
            )  # fmt: skip
        case _:
            return FactObserved(
                on=when, reason=fact, observed=True, case=row, lane=CASE_LANES[row.kind], phase=row.status_or_phase
            )  # fmt: skip


def stated_class(fact: str) -> AccountClass | None:
    """The class that a fact begins with: "Integrated at most: …" says integrated."""
    words = fact.replace(":", " ").split()
    first = words[0].casefold() if words else ""
    return next((each for each in ACCOUNT_CLASSES if each == first), None)


def stated_kind(fact: str) -> LinkKind:
    """The kind of link that a fact names, else "other"."""
    return next((kind for kind in ("EDI", "VMI", "RFID", "CPFR", "API") if kind in fact.split()), "other")


def id_of(row: CaseRow) -> str:
    """The id of what a row begins, the same for the same row and no other."""
    return f"case-{uuid5(NAMESPACE_URL, f'{row.supplier}|{row.account}|{row.row_id}').hex[:12]}"


OBSERVATION = Concept(
    name="observation",
    source="Tieline's own: published history is kept as its source tells it.",
    lane="other",
    kinds=(EventKind(name="fact-observed", event=FactObserved, label="Observed fact"),),
)
