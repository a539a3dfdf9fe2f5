"""Which decisions on record would have been refused, and which that the policy forbids by now would have been allowed?"""

from datetime import date

import msgspec

from domain.history.sentence import titles_begun
from domain.models import model_of
from domain.relationship.model import RELATIONSHIP
from domain.supposing import Within, judged_otherwise
from projections.what_if.asked import Supposing


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that one of the policies allows and the other does not."""

    relationship: str
    name: str
    seq: int
    on: date
    last: date
    """The last day of the span in which it was made."""
    headline: str
    refused: bool
    """Whether it is the other policy that forbids it."""
    sentence: str
    """The rule that forbids it."""


def decided(supposing: Supposing) -> list[Decided]:
    """Every such decision by the day, of all relationships, in the order that they happened."""
    supposed, memory = supposing.supposed, supposing.remembered
    present, other = Within(memory, supposed.policy.rules_on), Within(memory, supposed.rules_on)
    found = []
    for stream in memory.histories:
        if model_of(stream) is not RELATIONSHIP:
            continue
        judged = list(judged_otherwise(memory, stream, present, other, supposing.as_of))
        titles = titles_begun(memory.events(stream)) if judged else {}
        for each in judged:
            event = each.recorded.event
            found.append(
                Decided(
                    relationship=stream,
                    name=supposing.names.get(stream, stream),
                    seq=each.recorded.seq,
                    on=event.on.first,
                    last=event.on.last,
                    headline=event.headline(titles),
                    refused=each.refused,
                    sentence=each.sentence,
                )
            )
    return sorted(found, key=lambda each: (each.on, each.seq))
