"""The criteria of the four classes, their scale, and the class that they suggest."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.relationship.account_class import AccountClass
from domain.relationship.criteria import CRITERIA, QUESTIONS, SCALE, SCALE_IS, Criterion, suggest
from domain.relationship.rules import Criteria
from domain.relationship.vocabulary import RATINGS, Rating

Ratings = dict[Criterion, Rating]

BYRNES = Criteria(large=3, willing=3, able=3, innovative=3, growing=2)
LARGE: Ratings = {"size": 3}
SMALL: Ratings = {"size": 2}

ratings: st.SearchStrategy[Ratings] = st.dictionaries(st.sampled_from(CRITERIA), st.sampled_from(RATINGS))
some = st.sampled_from(RATINGS)
policies = st.builds(Criteria, large=some, willing=some, able=some, innovative=some, growing=some)


def test_every_step_of_every_scale_is_described_once_and_said_to_be_our_own() -> None:
    assert set(SCALE) == set(QUESTIONS) == set(CRITERIA)
    steps = [step for scale in SCALE.values() for step in scale]
    assert len(set(steps)) == len(steps) == len(CRITERIA) * len(RATINGS)
    assert all(step and not set(step) & set(".;:") for step in steps), "they stand in a list"
    assert "Tieline’s own scale" in SCALE_IS


@pytest.mark.parametrize(
    ("rated", "suggested"),
    [
        ({"size": 3, "willingness": 3, "ability": 3}, "strategic"),
        ({"size": 2, "willingness": 3, "ability": 3, "innovativeness": 0}, "stable"),
        ({"size": 3, "willingness": 2, "ability": 3}, "integrated"),
        ({"size": 3, "willingness": 3, "ability": 2}, "integrated"),
        ({"size": 4, "willingness": 4, "ability": 4, "innovativeness": 4, "growth": 4}, "strategic"),
        ({"size": 3, "willingness": 0, "ability": 0, "innovativeness": 4, "growth": 4}, "integrated"),
        ({"size": 2, "innovativeness": 3, "growth": 2}, "emerging"),
        ({"size": 3, "innovativeness": 3, "growth": 2, "willingness": 2}, "integrated"),
        ({"size": 2, "innovativeness": 2, "growth": 2}, "stable"),
        ({"size": 2, "innovativeness": 3, "growth": 1}, "stable"),
        ({"size": 0, "willingness": 4, "ability": 4, "innovativeness": 0, "growth": 0}, "stable"),
    ],
)
def test_the_table_at_each_side_of_each_threshold(rated: Ratings, suggested: AccountClass) -> None:
    assert suggest(rated, BYRNES).account_class == suggested


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("least", RATINGS)
def test_a_criterion_counts_from_the_rating_on_that_the_policy_says(criterion: Criterion, least: Rating) -> None:
    names = dict(zip(CRITERIA, Criteria.__struct_fields__, strict=True))
    others: Ratings = {each: 4 for each in CRITERIA if each != criterion}
    if criterion in {"innovativeness", "growth"}:
        others["size"] = 0
    policy = Criteria(**{"large": 1, names[criterion]: least})
    counts = "emerging" if others.get("size") == 0 else "strategic"
    found = {rating: suggest({**others, criterion: rating}, policy).account_class for rating in RATINGS}
    assert {rating for rating, answer in found.items() if answer == counts} == set(range(least, 5))


def test_one_rating_below_its_threshold_settles_it_whatever_the_other_would_be() -> None:
    assert suggest({**LARGE, "willingness": 2}, BYRNES).account_class == "integrated"
    assert suggest({**LARGE, "ability": 2}, BYRNES).account_class == "integrated"
    assert suggest({**SMALL, "innovativeness": 2}, BYRNES).account_class == "stable"
    assert suggest({**SMALL, "growth": 1}, BYRNES).account_class == "stable"


@pytest.mark.parametrize(
    ("rated", "missing"),
    [
        ({}, ("size", "willingness", "ability", "innovativeness", "growth")),
        (LARGE, ("willingness", "ability")),
        ({**LARGE, "willingness": 3}, ("ability",)),
        ({**LARGE, "ability": 3}, ("willingness",)),
        (SMALL, ("innovativeness", "growth")),
        ({**SMALL, "innovativeness": 3}, ("growth",)),
        ({**SMALL, "growth": 2}, ("innovativeness",)),
        ({"willingness": 2}, ("size", "innovativeness", "growth")),
        ({"willingness": 2, "growth": 1}, ("size",)),
        ({"willingness": 3, "ability": 3, "innovativeness": 3, "growth": 2}, ("size",)),
    ],
)
def test_what_is_missing_is_what_the_answer_depends_on(rated: Ratings, missing: tuple[Criterion, ...]) -> None:
    suggestion = suggest(rated, BYRNES)
    assert (suggestion.account_class, suggestion.missing) == (None, missing)
    assert suggestion.why.startswith("undetermined: ")
    assert all(criterion in suggestion.why for criterion in missing)


@pytest.mark.parametrize(
    ("rated", "why"),
    [
        (
            {"size": 4, "willingness": 3, "ability": 3},
            "large (size 4, from 3 on), willing (willingness 3, from 3 on) and able (ability 3, from 3 on)",
        ),
        ({**LARGE, "willingness": 2}, "large (size 3, from 3 on) and not willing (willingness 2, from 3 on)"),
        ({**LARGE, "willingness": 4, "ability": 1}, "large (size 3, from 3 on) and not able (ability 1, from 3 on)"),
        (
            {**SMALL, "innovativeness": 3, "growth": 2},
            "not large (size 2, from 3 on), innovative (innovativeness 3, from 3 on) and growing (growth 2, from 2 on)",
        ),
        ({**SMALL, "growth": 1}, "not large (size 2, from 3 on) and not growing (growth 1, from 2 on)"),
        ({}, "undetermined: size, willingness, ability, innovativeness and growth are not rated"),
        ({**LARGE, "ability": 3}, "undetermined: willingness is not rated"),
    ],
)
def test_the_suggestion_says_which_ratings_lead_to_it(rated: Ratings, why: str) -> None:
    assert suggest(rated, BYRNES).why == why


def test_a_criterion_that_always_counts_need_not_be_rated() -> None:
    suggestion = suggest({}, Criteria(large=0, willing=0, able=0))
    assert suggestion.account_class == "strategic"
    assert "large (any size, from 0 on)" in suggestion.why


def fillings(rated: Ratings, among: tuple[Rating, ...] = RATINGS) -> list[Ratings]:
    """Every way in which what is not rated could be."""
    absent = [each for each in CRITERIA if each not in rated]
    return [rated | dict(zip(absent, each, strict=True)) for each in product(among, repeat=len(absent))]


def plainly(rated: Ratings, policy: Criteria) -> AccountClass:
    """The table of the four classes, read off a full set of ratings."""
    if rated["size"] >= policy.large:
        both = rated["willingness"] >= policy.willing and rated["ability"] >= policy.able
        return "strategic" if both else "integrated"
    both = rated["innovativeness"] >= policy.innovative and rated["growth"] >= policy.growing
    return "emerging" if both else "stable"


@given(ratings, policies)
def test_a_suggestion_is_what_every_way_of_rating_the_rest_gives_and_none_where_they_differ(
    rated: Ratings, policy: Criteria
) -> None:
    answers = {plainly(each, policy) for each in fillings(rated)}
    suggestion = suggest(rated, policy)
    assert {suggestion.account_class} == (answers if len(answers) == 1 else {None})


@given(ratings, policies)
def test_a_rating_is_missing_exactly_where_it_alone_can_change_the_answer(rated: Ratings, policy: Criteria) -> None:
    lowest_and_highest = fillings(rated, (0, 4))
    decisive = {
        criterion
        for criterion in set(CRITERIA) - set(rated)
        if any(
            plainly({**each, criterion: 0}, policy) != plainly({**each, criterion: 4}, policy)
            for each in lowest_and_highest
        )
    }
    assert set(suggest(rated, policy).missing) == decisive
