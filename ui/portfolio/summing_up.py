"""The portfolio summed up: what is most pressing, and each section in one number that leads to what it counts.

Both are asked in one look, which the questions share (``projections.once``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import pandas as pd

from domain.history.when import widen
from domain.relationship.rules import Rules
from projections.attention import WIDE_GAP, attention
from projections.change_load import load
from projections.economics import standing as segments
from projections.fit import misfits
from projections.growth import readiness
from projections.once import Memory, one_look
from projections.partnership import profiles
from projections.plans import coverage
from projections.projection import day_number
from projections.reach import people
from projections.showcases import scalable
from ui.questions.attention import listed
from ui.questions.plans_drawn import SAID
from ui.questions.question import Answer, Asked, counted


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A section in one number."""

    section: str
    number: int
    counts: str
    """What the number counts: "accounts served unlike their class"."""
    says: str
    """What there is to say beside it; "" for nothing."""
    leads: Mapping[str, str]
    """Where the number leads within the section, as parts of an address."""


class Matters(msgspec.Struct, frozen=True, kw_only=True):
    """What needs somebody, by which version of the policy; and as an answer, of all accounts."""

    found: pd.DataFrame
    policy_version: int
    answer: Answer

    def of(self, own: frozenset[str] | None) -> Answer:
        """The answer for somebody who may read only some accounts, or (None) all."""
        if own is None:
            return self.answer
        theirs = self.found[self.found["relationship"].isin(own)].reset_index(drop=True)
        return listed(theirs, self.policy_version)


def matters(asked: Asked, memory: Memory) -> Matters:
    """What needs somebody."""
    with one_look(memory):
        rules = asked.rules
        found = attention(asked.database, asked.as_of, rules, asked.known_at)
    return Matters(found=found, policy_version=rules.version, answer=listed(found, rules.version))


def sum_up(asked: Asked, memory: Memory) -> list[Summary]:
    """Each section in a number."""
    with one_look(memory):
        rules = asked.rules
        return [summary for each in SUMMED_UP for summary in each(asked, rules)]


def fit(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """How many are served unlike their class."""
    found = misfits(asked.database, asked.as_of, rules, asked.known_at)
    unsettled = found[found["settled"] == 0]
    sides = unsettled.groupby("side")["relationship"].nunique()
    yield Summary(
        section="Fit",
        number=int(unsettled["relationship"].nunique()),
        counts="served unlike their class",
        says=f"{int(sides.get('under', 0))} under-served, {int(sides.get('over', 0))} over-served",
        leads={"answer": "by-class", "row": "All", "column": "Treated unlike it"},
    )


def plans(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """How many share no plan although their class calls for one."""
    found = coverage(asked.database, rules, asked.as_of, asked.known_at)
    having = int((found["standing"] == "in force").sum())
    yield Summary(
        section="Plans",
        number=int((found["standing"] == "none").sum()),
        counts="without the plan that their class calls for",
        says=f"{having} of {counted(len(found), 'account')} covered",
        leads={"answer": "coverage", "only": SAID["none"]},
    )


def change(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """Where change piles up from this quarter on."""
    found = load(asked.database, asked.as_of, asked.known_at, rules.weights)
    beyond = found[found["over"] > 0]
    ahead = beyond[beyond["quarter"] >= day_number(widen(asked.as_of, "quarter").first)]
    looked = beyond[beyond["quarter"] >= day_number(widen(asked.since, "quarter").first)]
    yield Summary(
        section="Change load",
        number=len(looked),
        counts="quarters of a party over its capacity",
        says=f"{counted(len(ahead), 'quarter')} of them still to come",
        leads={"answer": "over-capacity"},
    )


def showcases(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """What is ready to scale."""
    del rules
    found = scalable(asked.database, asked.as_of, asked.known_at)
    waiting = int(((found["adopted"] == 0) & (found["fits"] > 0)).sum())
    yield Summary(
        section="Showcases",
        number=len(found),
        counts="ready to scale",
        says=f"{waiting} of them adopted by nobody yet",
        leads={"answer": "to-scale"},
    )


def partnership(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """Where the two sides see it very differently."""
    del rules
    found = profiles(asked.database, asked.as_of, asked.known_at)
    wide = found[found["gap"].abs().fillna(0) >= WIDE_GAP]
    yield Summary(
        section="Partnership",
        number=len(wide),
        counts="determinants seen very differently",
        says=f"in {counted(int(wide['relationship'].nunique()), 'partnership')}",
        leads={"answer": "gaps", "only": "two steps apart or more"},
    )


def economics(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """The profit segments, where most accounts are reported."""
    del rules
    found = segments(asked.database, asked.as_of, asked.rules_on, asked.known_at)
    if found.empty:
        yield Summary(
            section="Economics", number=0, counts="drains of profit", says="nothing is reported yet", leads={}
        )
        return
    counts = found["currency"].value_counts()
    currency = min(counts[counts == counts.max()].index)
    those = found.loc[found["currency"] == currency, "segment"].value_counts()
    yield Summary(
        section="Economics",
        number=int(those.get("drain", 0)),
        counts=f"drains of profit, in {currency}",
        says=f"{int(those.get('peak', 0))} peaks, {int(those.get('desert', 0))} deserts",
        leads={"answer": f"segments-{currency}", "only": "drain"},
    )


def growth(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """Who may move up."""
    found = readiness(asked.database, asked.as_of, rules, asked.known_at)
    nearly = int((found["missing"] == 1).sum())
    yield Summary(
        section="Growth",
        number=int((found["missing"] == 0).sum()),
        counts="ready to move up",
        says=f"{nearly} more lack one thing",
        leads={"answer": "readiness", "only": "ready"},
    )


def reach(asked: Asked, rules: Rules) -> Iterator[Summary]:
    """Whom nobody knows."""
    found = people(asked.database, asked.as_of, rules, asked.known_at)
    unknown = found["unknown"].map(bool).astype(bool)
    yield Summary(
        section="Reach",
        number=int(unknown.sum()),
        counts="where nobody is known in some function",
        says=f"{int(found['assumed'].map(bool).sum())} where somebody is only assumed",
        leads={"answer": "people", "only": "nobody known"},
    )


SUMMED_UP: Sequence[Callable[[Asked, Rules], Iterator[Summary]]] = (
    fit, plans, change, showcases, partnership, economics, growth, reach,
)  # fmt: skip
