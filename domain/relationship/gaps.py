"""Where the people on both sides fall short of what the policy gives an account's class."""

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from domain.relationship.counterpart.record import Counterpart
from domain.relationship.rules import Service
from domain.relationship.team import Member, functions_on
from domain.relationship.vocabulary import Function


class Gaps(msgspec.Struct, frozen=True, kw_only=True):
    """The functions in which the policy expects somebody and nobody is, in the policy's order."""

    team: tuple[Function, ...] = ()
    counterparts: tuple[Function, ...] = ()
    """Nobody at the account is known."""
    assumed: tuple[Function, ...] = ()
    """Somebody is known, but nobody is confirmed."""


def gaps(service: Service, team: Mapping[str, Member], counterparts: Mapping[str, Counterpart], day: date) -> Gaps:
    """Where the team and the counterparts fall short, on a day, of what an account's class gets."""
    known = [
        each for each in counterparts.values() if each.since.first <= day and (not each.left or day < each.left.first)
    ]
    return gaps_left(
        service,
        team=functions_on(team, day),
        named={each.function for each in known},
        confirmed={each.function for each in known if each.confirmed and each.confirmed.first <= day},
    )


def gaps_left(service: Service, *, team: Collection[str], named: Collection[str], confirmed: Collection[str]) -> Gaps:
    """What is missing where the team has these functions, and counterparts are named and confirmed in those."""
    return Gaps(
        team=tuple(each for each in service.team if each not in team),
        counterparts=tuple(each for each in service.counterparts if each not in named),
        assumed=tuple(each for each in service.counterparts if each in named and each not in confirmed),
    )
