"""The criteria that an account is classified by, rated 0 to 4, and the class that they suggest.

The criteria and the four classes are those of Byrnes ("The Strategic CIO"). He gives no scale and no thresholds: the
scale is Tieline's own, and from which rating on a criterion counts is a company's own policy.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Literal

import msgspec

from domain.relationship.account_class import AccountClass
from domain.relationship.rules import Criteria
from domain.relationship.vocabulary import RATINGS, Rating

Criterion = Literal["size", "willingness", "ability", "innovativeness", "growth"]
CRITERIA: tuple[Criterion, ...] = ("size", "willingness", "ability", "innovativeness", "growth")

SCALE_IS = "Tieline’s own scale; Byrnes names the criteria but gives no scale."
"""Where the scale comes from, to be shown beside it."""

QUESTIONS: dict[Criterion, str] = {
    "size": "How much of our business the account is, or could be.",
    "willingness": "How far it is willing to integrate its supply chain with ours.",
    "ability": "How far its systems, processes and people are able to integrate.",
    "innovativeness": "How ready it is to try new ways of working.",
    "growth": "How fast it grows compared with its market.",
}
"""What each criterion asks."""

SCALE: dict[Criterion, tuple[str, str, str, str, str]] = {
    "size": (
        "Occasional orders, whose loss would not be noticed",
        "A small account among many of its size",
        "A middling account, whose loss would show in one region or product line",
        "A large account, whose loss would show in the company's results",
        "One of the few largest accounts, on which the company's results depend",
    ),
    "willingness": (
        "Refuses to work together beyond orders and deliveries",
        "Listens, but has declined each proposal so far",
        "Takes part where it costs nothing and changes nothing of its own",
        "Shares forecasts and plans, and changes some of its own processes",
        "Plans jointly, shares risk and changes its organisation for it",
    ),
    "ability": (
        "Orders by hand, with no systems or staff to link with",
        "Basic systems, with data late or unreliable",
        "Standard electronic transactions run reliably",
        "Integrated systems of its own, and people who can run a joint project",
        "Has run integrated supply chains with other partners, and can change fast",
    ),
    "innovativeness": (
        "Rejects new ways of working",
        "Adopts what has become usual everywhere",
        "Tries what others have shown to work",
        "Offers itself for trials and follows them through",
        "Brings new ways of working itself, ahead of its market",
    ),
    "growth": (
        "Shrinks",
        "Stands still, or grows more slowly than its market",
        "Grows with its market",
        "Grows clearly faster than its market",
        "Doubles within a few years",
    ),
}
"""What each rating means, from 0 to 4."""

COUNTS_AS: dict[Criterion, str] = {
    "size": "large",
    "willingness": "willing",
    "ability": "able",
    "innovativeness": "innovative",
    "growth": "growing",
}
"""What an account is whose rating reaches the policy's threshold."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision table suggests, and why; no class where a missing rating could change the answer."""

    account_class: AccountClass | None
    why: str
    missing: tuple[Criterion, ...] = ()
    """The criteria not yet rated that the answer depends on."""


def suggest(ratings: Mapping[Criterion, Rating], criteria: Criteria) -> Suggestion:
    """The class that the ratings suggest under a policy's thresholds.

    Large, willing and able: strategic. Otherwise large: integrated. Small, innovative and growing: emerging. Otherwise
    small: stable. A missing rating that cannot change the answer does not matter.
    """
    possible = {each: _possible(ratings.get(each), threshold(each, criteria)) for each in CRITERIA}
    answers = {reached: table(*reached) for reached in product(*(sorted(possible[each]) for each in CRITERIA))}
    found = set(answers.values())
    if len(found) == 1:
        (account_class,) = found
        return Suggestion(account_class=account_class, why=_because(account_class, ratings, possible, criteria))
    missing = tuple(each for place, each in enumerate(CRITERIA) if _decides(place, answers))
    verb = "is" if len(missing) == 1 else "are"
    return Suggestion(account_class=None, why=f"undetermined: {listed(missing)} {verb} not rated", missing=missing)


def table(large: bool, willing: bool, able: bool, innovative: bool, growing: bool) -> AccountClass:
    """The decision table (Byrnes)."""
    if large:
        return "strategic" if willing and able else "integrated"
    return "emerging" if innovative and growing else "stable"


def threshold(criterion: Criterion, criteria: Criteria) -> Rating:
    """From which rating on the criterion counts under a policy."""
    return {
        "size": criteria.large,
        "willingness": criteria.willing,
        "ability": criteria.able,
        "innovativeness": criteria.innovative,
        "growth": criteria.growing,
    }[criterion]


def _possible(rating: Rating | None, least: Rating) -> frozenset[bool]:
    """Whether the criterion counts; both where any rating is still possible and that makes a difference."""
    return frozenset(each >= least for each in (RATINGS if rating is None else (rating,)))


def _decides(place: int, answers: Mapping[tuple[bool, ...], AccountClass]) -> bool:
    """Whether the answer can change with the criterion at this place alone."""
    other = ((*reached[:place], not reached[place], *reached[place + 1 :]) for reached in answers)
    return any(
        twin in answers and answers[twin] != answers[reached] for reached, twin in zip(answers, other, strict=True)
    )


def _because(
    account_class: AccountClass,
    ratings: Mapping[Criterion, Rating],
    possible: Mapping[Criterion, frozenset[bool]],
    criteria: Criteria,
) -> str:
    """The ratings that lead to a class: "large (size 3, from 3 on) but not willing (willingness 1, from 3 on)"."""
    asked: tuple[Criterion, ...] = (
        ("willingness", "ability") if account_class in {"strategic", "integrated"} else ("innovativeness", "growth")
    )
    met = account_class in {"strategic", "emerging"}
    decisive = [each for each in asked if possible[each] == {met}]
    return listed(
        f"{'' if possible[each] == {True} else 'not '}{COUNTS_AS[each]} ({_rated(each, ratings, criteria)})"
        for each in ("size", *decisive)
    )


def _rated(criterion: Criterion, ratings: Mapping[Criterion, Rating], criteria: Criteria) -> str:
    rating = f"{criterion} {ratings[criterion]}" if criterion in ratings else f"any {criterion}"
    return f"{rating}, from {threshold(criterion, criteria)} on"


def listed(names: Iterable[str]) -> str:
    """The names for a sentence: "A, B and C"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
