"""Observations: history that happened, recorded as a source tells it and never judged by today's policy."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar
from uuid import NAMESPACE_URL, uuid5

from domain.history.asking import Ask
from domain.history.case import CaseRow
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.lane import Lane
from domain.history.refusal import NothingEntered
from domain.history.when import When
from domain.relationship.account_class import ACCOUNT_CLASSES, AccountClass
from domain.relationship.classification import Reclassified
from domain.relationship.economics import EconomicsReported
from domain.relationship.figures import is_currency
from domain.relationship.interaction import InteractionKind, InteractionLogged
from domain.relationship.milestone import Milestone, MilestoneDropped, MilestoneReached
from domain.relationship.moment import Moment
from domain.relationship.service_terms.rule import RuleLifted, RuleOfEngagement, RuleSet
from domain.relationship.showcase import Outcome, ShowcaseConcluded, ShowcaseProposed, ShowcaseStarted
from domain.relationship.system_link import Link, LinkKind, SystemLinkRetired, SystemLinkWentLive
from domain.relationship.vocabulary import Party

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class FactObserved(Event, frozen=True, kw_only=True):
    """A source states a fact; the words of it are the event's reason."""

    joins_reason: ClassVar = ": "

    lane: Lane
    phase: str = ""

    @property
    def value(self) -> str:
        return self.phase

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        where = "" if self.lane == "other" else f" in {self.lane}"
        return f"Observed{where}{f', {self.phase}' if self.phase else ''}"


class NoteFact(Command, frozen=True, kw_only=True):
    """Note a fact that no other kind of record says.

    It stands in the picture where you put it, and no rule judges it: what a source states, such as a field that changed
    in another system, is kept as it is told.
    """

    path: ClassVar = "fact"
    label: ClassVar = "Another fact"
    asks_why: ClassVar = "The fact"

    lane: Annotated[
        Lane, Ask(label="What it is about", help="Where it stands in the picture.", example="systems", option="--about")
    ] = "other"


def decide_fact(command: NoteFact, moment: Moment) -> list[Event]:  # noqa: ARG001  # judged by nothing else
    """The fact. Raises NothingEntered without words."""
    fact = command.reason.strip()
    if not fact:
        raise NothingEntered("Nothing was entered for the fact: write it in a sentence.", field="reason")
    return [FactObserved(on=command.on, reason=fact, observed=True, lane=command.lane)]


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

ENDED = ("abandoned", "concluded", "retired")
"""The phases in which terms no longer hold."""

PARTIES_STATED: dict[str, Party] = {
    "supplier": "own company",
    "account": "the account",
    "channel_partner": "channel partner",
}
"""The sides that are one party to change; "both" are two."""

MULTIPLES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}

T = TypeVar("T")


def observed(row: CaseRow, fact: str, when: When, state: "Relationship | None" = None) -> Event:
    """The event that a case row tells of, where it says enough to be that event; else the fact in its lane.

    ``state`` is the relationship as known by then: what a row ends or goes on with is the only such thing that it has.
    Nothing is guessed: a plan without its term, a counterpart without a function, a partnership without ratings stay
    facts. What a row begins is called by its row id: a title stands in the clear, and the words of a fact may name
    people.
    """
    said: dict[str, Any] = {"on": when, "reason": fact, "observed": True, "case": row}
    event: Event | None = None
    match row.kind, row.status_or_phase:
        case "classification", _ if (to := stated_class(fact)) is not None:
            event = Reclassified(**said, to=to)
        case "showcase", _:
            event = showcase_event(row, when, said, state)
        case "system_link", "live":
            event = SystemLinkWentLive(**said, link_id=id_of(row), title=row.row_id, kind=stated_kind(fact))
        case "system_link", "retired" if link := only(live_links(state, when)):
            event = SystemLinkRetired(**said, link_id=link.id)
        case "milestone", _ if milestone := only(open_milestones(row, when, state)):
            event = milestone_event(row.status_or_phase, milestone.id, said)
        case "service_terms", "started":
            event = RuleSet(**said, rule_id=id_of(row), title=row.row_id)
        case "service_terms", phase if phase in ENDED and (rule := only(rules_in_force(state, when))):
            event = RuleLifted(**said, rule_id=rule.id)
        case "interaction", phase if phase != "proposed":
            event = InteractionLogged(**said, kind=stated_contact(fact), summary="")
        case "economics", "reached" if (sales := stated_sales(row, fact, when)) is not None:
            event = EconomicsReported(**said, period=when, currency=sales[0], revenue=sales[1])
    return event or FactObserved(**said, lane=CASE_LANES[row.kind], phase=row.status_or_phase)


def only(things: Iterable[T]) -> T | None:
    """The thing, where there is just one."""
    found = list(things)
    return found[0] if len(found) == 1 else None


def showcase_event(row: CaseRow, when: When, said: dict[str, Any], state: "Relationship | None") -> Event | None:
    """A showcase proposed or started, or the outcome of the only one then running."""
    if row.status_or_phase == "proposed":
        return ShowcaseProposed(**said, showcase_id=id_of(row), title=row.row_id)
    if row.status_or_phase == "started":
        return ShowcaseStarted(**said, showcase_id=id_of(row), title=row.row_id)
    showcases = state.showcases.values() if state else ()
    running = only(
        each for each in showcases if each.status == "running" and each.started and each.started.first <= when.last
    )
    if running and (outcome := OUTCOMES_STATED.get(row.status_or_phase)):
        return ShowcaseConcluded(**said, showcase_id=running.id, outcome=outcome)
    return None


def live_links(state: "Relationship | None", when: When) -> list[Link]:
    """The links that are live by then and not retired."""
    links = state.links.values() if state else ()
    return [each for each in links if each.open and each.live and each.live.first <= when.last]


def open_milestones(row: CaseRow, when: When, state: "Relationship | None") -> list[Milestone]:
    """The milestones of the party that the row speaks of, planned by then and still open."""
    milestones = state.milestones.values() if state else ()
    party = PARTIES_STATED.get(row.side)
    return [each for each in milestones if each.open and each.party == party and each.planned.first <= when.last]


def milestone_event(phase: str, milestone_id: str, said: dict[str, Any]) -> Event | None:
    """A milestone reached or dropped."""
    if phase == "reached":
        return MilestoneReached(**said, milestone_id=milestone_id)
    return MilestoneDropped(**said, milestone_id=milestone_id) if phase == "abandoned" else None


def rules_in_force(state: "Relationship | None", when: When) -> list[RuleOfEngagement]:
    """The rules of engagement that hold by then."""
    rules = state.rules_of_engagement.values() if state else ()
    return [each for each in rules if each.open and each.since.first <= when.last]


def stated_sales(row: CaseRow, fact: str, when: When) -> tuple[str, Decimal] | None:
    """The currency and amount of a year's sales between the two sides, where that is what the row states."""
    currency, _, multiple = row.unit.partition(" ")
    if when.precision != "year" or row.side != "both" or "sales" not in words_of(fact):
        return None
    try:
        amount = Decimal(row.quantity)
    except InvalidOperation:
        return None
    if not (is_currency(currency) and multiple in MULTIPLES and amount.is_finite() and amount >= 0):
        return None
    return currency, amount * MULTIPLES[multiple]


def stated_contact(fact: str) -> InteractionKind:
    """The kind of contact that a fact names, else "note"."""
    words = words_of(fact)
    named: tuple[InteractionKind, ...] = ("meeting", "call", "visit", "review")
    return next((kind for kind in named if {kind, f"{kind}s"} & words), "note")


def words_of(fact: str) -> set[str]:
    """The words of a fact in lower case."""
    return {word.strip(".,;:") for word in fact.casefold().split()}


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
    decisions={NoteFact: decide_fact},
)
