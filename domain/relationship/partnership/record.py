"""A partnership as each side has rated it, and what happens to it. A profile and a gap, never a total."""

from collections.abc import Mapping
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.event import Event, Titles
from domain.history.text import Text
from domain.history.when import When
from domain.relationship.partnership.scale import DETERMINANTS, DIMENSION, Benefit, Determinant, Dimension
from domain.relationship.vocabulary import Rating, Side


class Rated(msgspec.Struct, frozen=True):
    """What a side rated a determinant, and when."""

    rating: Rating
    on: When


class StatedBenefit(msgspec.Struct, frozen=True, kw_only=True):
    """A benefit of the partnership that was stated for a side."""

    id: str
    title: str
    side: Side
    kind: Benefit
    on: When


class Partnership(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a relationship as a partnership."""

    ratings: dict[Side, dict[Determinant, Rated]] = {}
    """The latest of each side and determinant."""
    benefits: dict[str, StatedBenefit] = {}

    @property
    def assessed(self) -> When | None:
        """When either side last rated anything."""
        days = [rated.on for each in self.ratings.values() for rated in each.values()]
        return max(days, key=lambda when: when.first, default=None)


class PartnershipAssessed(Event, frozen=True, kw_only=True):
    """One side rated some of the six determinants (Henderson), with its evidence."""

    side: Side
    ratings: dict[Determinant, Rating]
    evidence: Text
    assessor: str = ""
    """Who rated, "" where nobody is named."""

    @property
    def value(self) -> str:
        return self.side

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        rated = ", ".join(f"{each} {self.ratings[each]}" for each in DETERMINANTS if each in self.ratings)
        return f"Partnership rated by {self.side} ({rated})"

    def told(self, titles: Titles, words: Mapping[str, str]) -> str:
        said, evidence, assessor = self.headline(titles), words.get("evidence"), words.get("assessor")
        if assessor:
            said = f"{said}, as {assessor} saw it"
        return f"{said}: {evidence}" if evidence else said


class BenefitStated(Event, frozen=True, kw_only=True):
    """A benefit of the partnership was stated for one of its sides."""

    about: ClassVar = "benefit_id"
    begins: ClassVar = True

    benefit_id: str
    title: str
    side: Side
    kind: Benefit

    @property
    def value(self) -> str:
        return self.kind

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Benefit “{self.title}” stated for {self.side} ({self.kind})"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How the two sides see one determinant."""

    determinant: Determinant
    dimension: Dimension
    own: Rated | None
    theirs: Rated | None

    @property
    def gap(self) -> int | None:
        """How much higher one's own company rates it than the account; None where a side has not rated."""
        return self.own.rating - self.theirs.rating if self.own and self.theirs else None


def profile(partnership: Partnership) -> list[Standing]:
    """How the two sides see each of the six determinants. They are never added up."""
    own, theirs = partnership.ratings.get("own company", {}), partnership.ratings.get("the account", {})
    return [
        Standing(determinant=each, dimension=DIMENSION[each], own=own.get(each), theirs=theirs.get(each))
        for each in DETERMINANTS
    ]


def evolve(partnership: Partnership, event: Event) -> Partnership:
    """The partnership after one more event."""
    match event:
        case PartnershipAssessed():
            rated = {each: Rated(rating, event.on) for each, rating in event.ratings.items()}
            ratings = {**partnership.ratings.get(event.side, {}), **rated}
            return replace(partnership, ratings={**partnership.ratings, event.side: ratings})
        case BenefitStated():
            stated = StatedBenefit(
                id=event.benefit_id, title=event.title, side=event.side, kind=event.kind, on=event.on
            )
            return replace(partnership, benefits={**partnership.benefits, stated.id: stated})
        case _:
            return partnership
