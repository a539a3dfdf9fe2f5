"""Rating: an account is judged by the criteria of the four classes, each on a described scale, with the evidence."""

from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.text import Text
from domain.history.when import When
from domain.relationship.account_class import CLASSED_KINDS, IN_A_SENTENCE
from domain.relationship.criteria import CRITERIA, QUESTIONS, SCALE, Criterion
from domain.relationship.moment import Moment
from domain.relationship.profile import closed_before, refuse_closed
from domain.relationship.surroundings import Surroundings
from domain.relationship.vocabulary import Rating

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


class OnlyAccountsAreClassed(Refusal):
    """Only accounts, and groups of them, belong to one of the four classes."""


class NothingRated(Refusal):
    """A rating rates at least one criterion."""


class EvidenceMissing(Refusal):
    """A rating states what it rests on."""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """The latest rating of a criterion."""

    rating: Rating
    on: When


class CriteriaRated(Event, frozen=True, kw_only=True):
    """Some or all of the criteria were rated; what is None keeps the rating that it had."""

    size: Rating | None = None
    willingness: Rating | None = None
    ability: Rating | None = None
    innovativeness: Rating | None = None
    growth: Rating | None = None
    evidence: Text = ""

    @property
    def ratings(self) -> dict[Criterion, Rating]:
        """The criteria that were rated."""
        return {each: rating for each in CRITERIA if (rating := getattr(self, each)) is not None}

    @property
    def touches(self) -> frozenset[str]:
        return frozenset(self.ratings)

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Criteria rated: {', '.join(f'{each} {rating}' for each, rating in self.ratings.items())}"


def asked(criterion: Criterion) -> Ask:
    """How a criterion is asked for, with every step of its scale in words."""
    steps = "; ".join(f"{rating}: {words[0].lower()}{words[1:]}" for rating, words in enumerate(SCALE[criterion]))
    return Ask(label=criterion.capitalize(), help=f"{QUESTIONS[criterion]} {steps}.", example="3")


class RateCriteria(Command, frozen=True, kw_only=True):
    """Rate an account by the criteria of the four classes.

    Any of the five, each from 0 to 4 on Tieline's own scale, with the evidence that the ratings rest on. A criterion
    that is left out keeps its rating. What the ratings suggest is shown; the class itself is decided by classifying.
    """

    path: ClassVar = "criteria rate"
    label: ClassVar = "Criteria rated"
    asks_when: ClassVar = "As of"
    asks_why: ClassVar = "Reason (optional)"

    size: Annotated[Rating | None, asked("size")] = None
    willingness: Annotated[Rating | None, asked("willingness")] = None
    ability: Annotated[Rating | None, asked("ability")] = None
    innovativeness: Annotated[Rating | None, asked("innovativeness")] = None
    growth: Annotated[Rating | None, asked("growth")] = None
    evidence: Annotated[
        str,
        Ask(
            label="Evidence",
            help="What the ratings rest on: figures, what was seen or said.",
            example="Shares its sales figures daily since March",
            long=True,
        ),
    ]

    @property
    def rests_on(self) -> frozenset[str]:
        return frozenset(each for each in CRITERIA if getattr(self, each) is not None)


def decide_rating(command: RateCriteria, moment: Moment) -> list[Event]:
    """The ratings; nothing where these very ratings are on record on that very date.

    The same rating on another date is a confirmation and is recorded.
    Raises NothingRated, OnlyAccountsAreClassed, RelationshipIsClosed, EvidenceMissing.
    """
    before = moment.before.criteria
    rated = CriteriaRated(
        on=command.on,
        reason=command.reason,
        size=command.size,
        willingness=command.willingness,
        ability=command.ability,
        innovativeness=command.innovativeness,
        growth=command.growth,
        evidence=command.evidence.strip(),
    )
    if not rated.ratings:
        raise NothingRated("Nothing was rated: rate at least one of the five criteria from 0 to 4.", field="size")
    if all(before.get(each) == Rated(rating=rating, on=command.on) for each, rating in rated.ratings.items()):
        return []
    refuse_unclassed(moment)
    refuse_closed(moment, "it cannot be rated")
    if not rated.evidence:
        raise EvidenceMissing(
            "A rating states what it rests on, so that others can judge it: write the evidence.", field="evidence"
        )
    return [rated]


def refuse_unclassed(moment: Moment) -> None:
    """Refuse to class what is no customer. Raises OnlyAccountsAreClassed."""
    kind = moment.known.kind
    if kind not in CLASSED_KINDS:
        raise OnlyAccountsAreClassed(
            f"This is {IN_A_SENTENCE[kind]}, and only accounts and groups of accounts belong to one of the four "
            "classes: choose an account."
        )


def evolve(criteria: dict[Criterion, Rated], event: Event) -> dict[Criterion, Rated]:
    """The latest ratings after one more event."""
    match event:
        case CriteriaRated():
            return criteria | {each: Rated(rating=rating, on=event.on) for each, rating in event.ratings.items()}
        case _:
            return criteria


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:  # noqa: ARG001  # no policy decides it
    """A rating of what is closed."""
    return closed_before(state.profile, "the rating", event.on)


CRITERIA_RATING = Concept(
    name="criteria",
    source="The criteria are Byrnes's, \"The Strategic CIO\"; the 0–4 scale is Tieline's own.",
    lane="class",
    holds="criteria",
    kinds=(
        EventKind(name="criteria-rated", event=CriteriaRated, label="Criteria rated", words=("evidence", "reason")),
    ),
    evolve=evolve,
    decisions={RateCriteria: decide_rating},
    objection=objection,
)
