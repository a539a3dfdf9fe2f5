"""Who would be flagged differently: signs that would appear, go, or say something else, and since when."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

import msgspec

from domain.relationship.rules import Rules
from projections.projection import day_number
from projections.what_if import measured, signs
from projections.what_if.asked import Supposing

Would = Literal["appear", "go", "differ"]


class Flagged(msgspec.Struct, frozen=True, kw_only=True):
    """A sign that one policy shows and the other does not, or that comes out differently."""

    relationship: str
    """ "" for what is the company's own."""
    name: str
    account_class: str
    sign: str
    would: Would
    what: str
    since: int
    since_last: int
    """The first and last day of the span since which the two differ so; 0 where that is not told."""
    seq: int


class Asking(NamedTuple):
    """Where signs come from, and what part of the policy they depend on."""

    signs: Callable[[Supposing, Rules], Iterable[signs.Sign]]
    part: Callable[[Rules], object]


ASKINGS = (
    Asking(
        signs.unlike_its_class,
        lambda rules: [
            (each, it.plan, it.deepest_link, it.link_expected, it.custom_links) for each, it in rules.services.items()
        ],
    ),
    Asking(
        signs.people_missing, lambda rules: [(each, it.team, it.counterparts) for each, it in rules.services.items()]
    ),
    Asking(
        signs.plans_wanting,
        lambda rules: [
            rules.attention.due_soon,
            rules.attention.review_every,
            *((each, it.plan, it.shared_risk, it.scorecard) for each, it in rules.services.items()),
        ],
    ),
    Asking(signs.terrain_due, lambda rules: [(each, it.terrain_months) for each, it in rules.services.items()]),
    Asking(signs.too_long_ago, lambda rules: (rules.attention.quiet, rules.attention.assessment_every)),
    Asking(
        signs.ready_to_grow,
        lambda rules: [
            rules.criteria,
            *((each, it.counterparts, it.terrain_months, it.deepest_link) for each, it in rules.services.items()),
        ],
    ),
)


def flagged(supposing: Supposing) -> list[Flagged]:
    """Every sign that the two policies do not have in common on the day, by account.

    Judged, as the questions do it, by the policy of the day: what an earlier version would have shown is not told.
    """
    found = [each for asking in ASKINGS if supposing.differs(asking.part) for each in compared(supposing, asking.signs)]
    found += [
        *measured.segments_moved(supposing),
        *measured.cio_time_judged(supposing),
        *measured.load_exceeded(supposing),
    ]
    classes = dict(zip(supposing.standing["relationship"], supposing.standing["account_class"], strict=True))
    from_day = day_number(supposing.supposed.since)
    result = [
        Flagged(
            relationship=each.relationship,
            name=supposing.names.get(each.relationship, each.relationship) or "the company",
            account_class=classes.get(each.relationship, ""),
            sign=each.sign,
            would=would,
            what=each.what,
            since=max(each.since, from_day) if each.since else 0,
            since_last=max(each.since_last, from_day) if each.since else 0,
            seq=each.seq,
        )
        for would, each in found
    ]
    return sorted(result, key=lambda each: (each.name.casefold(), each.relationship, each.sign, each.would, each.what))


def compared(
    supposing: Supposing, asked: Callable[[Supposing, Rules], Iterable[signs.Sign]]
) -> Iterator[tuple[Would, signs.Sign]]:
    """The signs of one kind that only one of the policies shows."""
    present, other = (told_apart(asked(supposing, rules)) for rules in (supposing.present, supposing.other))
    yield from (("appear", each) for key, each in other.items() if key not in present)
    yield from (("go", each) for key, each in present.items() if key not in other)


def told_apart(found: Iterable[signs.Sign]) -> dict[tuple[str, str, str, int], signs.Sign]:
    """The signs by what tells them apart; things of the same title by how many there are of them."""
    apart: dict[tuple[str, str, str, int], signs.Sign] = {}
    for each in found:
        number = 0
        while (key := (each.relationship, each.sign, each.thing, number)) in apart:
            number += 1
        apart[key] = each
    return apart
