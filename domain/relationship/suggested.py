"""Which class the ratings suggest, day by day, and since when two policies would have suggested different ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from domain.history.event import Event
from domain.history.when import When, on_day
from domain.relationship.account_class import AccountClass
from domain.relationship.criteria import Criterion, Suggestion, suggest
from domain.relationship.rating import CriteriaRated
from domain.relationship.rules import Criteria, Rules
from domain.relationship.vocabulary import Rating

RulesOn = Callable[[date], Rules]


class SuggestedOtherwise(msgspec.Struct, frozen=True, kw_only=True):
    """What the ratings suggest under one policy and would suggest under another, since when, and through which event.

    ``since`` is the latest time from which the other policy's answer has been what it is while the first one's was not;
    ``through`` is the rating that made it so, None where the policy alone did.
    """

    present: Suggestion
    other: Suggestion
    since: When
    through: Event | None


class Answered(msgspec.Struct, frozen=True):
    """What both policies suggest from a time on."""

    when: When
    through: Event | None
    present: Suggestion
    other: Suggestion

    @property
    def pair(self) -> tuple[AccountClass | None, AccountClass | None]:
        """The two classes."""
        return self.present.account_class, self.other.account_class


def suggested_otherwise(
    happened: Sequence[tuple[date, Event]], present: RulesOn, other: RulesOn, turns: Iterable[date], as_of: date
) -> SuggestedOtherwise | None:
    """How the suggestions of two policies differ on a day, by all ratings until then; None where they are the same.

    ``happened`` is what had happened in a relationship by then, with the day that each counts from
    (``domain.history.order``); ``turns`` are the days on which either policy may change.
    """
    answers = list(answered(happened, present, other, turns, as_of))
    if not answers:
        return None
    last = answers[-1]
    now, then = last.pair
    if now == then:
        return None
    began = last
    for each in reversed(answers):
        if each.pair[1] != then or each.pair[0] == then:
            break
        began = each
    return SuggestedOtherwise(present=last.present, other=last.other, since=began.when, through=began.through)


def answered(
    happened: Sequence[tuple[date, Event]], present: RulesOn, other: RulesOn, turns: Iterable[date], as_of: date
) -> Iterator[Answered]:
    """What both policies suggest after each day on which a rating or a policy changed, from the first event on."""
    if not happened:
        return
    opened = happened[0][0]
    rated: dict[date, list[CriteriaRated]] = {opened: []}
    for day, event in happened:
        if isinstance(event, CriteriaRated):
            rated.setdefault(day, []).append(event)
    for turn in turns:
        if opened < turn <= as_of:
            rated.setdefault(turn, [])
    ratings: dict[Criterion, Rating] = {}
    for day in sorted(rated):
        through = None
        for through in rated[day]:
            ratings |= through.ratings
        given = tuple(ratings.items())
        answers = [_suggested(given, rules_on(day).criteria) for rules_on in (present, other)]
        yield Answered(through.on if through else on_day(day), through, *answers)


@lru_cache(maxsize=10_000)
def _suggested(ratings: tuple[tuple[Criterion, Rating], ...], criteria: Criteria) -> Suggestion:
    return suggest(dict(ratings), criteria)
