"""Rating an account by the criteria: does, refuses, stays quiet."""

import pytest

from domain.history.asking import Ask, fields
from domain.relationship.account_class import RelationshipKind
from domain.relationship.criteria import CRITERIA, SCALE
from domain.relationship.opening import RelationshipOpened
from domain.relationship.rating import (
    CriteriaRated,
    EvidenceMissing,
    NothingRated,
    OnlyAccountsAreClassed,
    RateCriteria,
    Rated,
)
from tests.domain.scenario import HARBOUR, given, on

FIRST = CriteriaRated(on=on("2021-01-01"), size=3, willingness=1, evidence="second in sales, shares nothing")
SECOND = CriteriaRated(on=on("2022-01-01"), willingness=3, growth=0, evidence="shares its forecasts")


def test_some_of_the_criteria_are_rated() -> None:
    command = RateCriteria(on=on("2021-01-01"), size=3, willingness=1, evidence=" second in sales, shares nothing ")
    given(HARBOUR).when(command).then(FIRST)
    assert FIRST.headline({}) == "Criteria rated: size 3, willingness 1"


def test_the_latest_rating_of_each_criterion_counts_with_its_date() -> None:
    assert given(HARBOUR, FIRST, SECOND).state().criteria == {
        "size": Rated(rating=3, on=on("2021-01-01")),
        "willingness": Rated(rating=3, on=on("2022-01-01")),
        "growth": Rated(rating=0, on=on("2022-01-01")),
    }


def test_a_rating_logged_late_leaves_a_later_one_as_it_is() -> None:
    late = CriteriaRated(on=on("2021-06"), willingness=0, evidence="said no")
    given(HARBOUR, FIRST, SECOND).when(RateCriteria(on=on("2021-06"), willingness=0, evidence="said no")).then(late)
    assert given(HARBOUR, FIRST, SECOND, late).state().criteria["willingness"].rating == 3


def test_rating_nothing_is_refused() -> None:
    given(HARBOUR).when(RateCriteria(on=on("2021"), evidence="none")).then_refused(
        NothingRated, "at least one of the five criteria"
    )


def test_the_lowest_rating_is_a_rating() -> None:
    given(HARBOUR).when(RateCriteria(on=on("2021"), growth=0, evidence="shrinks")).then(
        CriteriaRated(on=on("2021"), growth=0, evidence="shrinks")
    )


def test_a_rating_without_evidence_is_refused() -> None:
    given(HARBOUR).when(RateCriteria(on=on("2021"), size=3, evidence=" ")).then_refused(
        EvidenceMissing, "write the evidence", field="evidence"
    )


@pytest.mark.parametrize("kind", ["channel partner", "internal"])
def test_what_is_no_account_is_not_rated(kind: RelationshipKind) -> None:
    opened = RelationshipOpened(on=on("2020"), name="North", kind=kind)
    given(opened).when(RateCriteria(on=on("2021"), size=3, evidence="large")).then_refused(
        OnlyAccountsAreClassed, "choose an account"
    )


def test_a_group_of_accounts_is_rated() -> None:
    opened = RelationshipOpened(on=on("2020"), name="All retailers", kind="segment")
    assert given(opened).when(RateCriteria(on=on("2021"), size=3, evidence="large")).events


def test_the_very_same_ratings_on_that_very_date_stay_quiet() -> None:
    scenario = given(HARBOUR, FIRST, SECOND)
    scenario.when(RateCriteria(on=on("2022-01-01"), growth=0, evidence="again")).then_nothing()
    scenario.when(RateCriteria(on=on("2021-01-01"), size=3, willingness=1, evidence="again")).then_nothing()


@pytest.mark.parametrize(
    "command",
    [
        RateCriteria(on=on("2022-02-01"), growth=0, evidence="still so"),
        RateCriteria(on=on("2022-01-01"), growth=1, evidence="turned"),
        RateCriteria(on=on("2022-01-01"), growth=0, ability=2, evidence="EDI runs"),
    ],
)
def test_another_date_rating_or_criterion_is_recorded(command: RateCriteria) -> None:
    assert given(HARBOUR, FIRST, SECOND).when(command).events


def test_every_criterion_is_asked_for_with_each_step_of_its_scale_in_words() -> None:
    asked = {field.name: field.ask for field in fields(RateCriteria)}
    for criterion in CRITERIA:
        ask = asked[criterion]
        assert isinstance(ask, Ask)
        for rating, words in enumerate(SCALE[criterion]):
            assert f"{rating}: {words[0].lower()}{words[1:]}" in ask.help


def test_two_people_who_rate_different_criteria_do_not_disturb_each_other() -> None:
    assert not FIRST.touches & RateCriteria(on=on("2022"), growth=1, evidence="x").rests_on
    assert FIRST.touches & RateCriteria(on=on("2022"), size=1, evidence="x").rests_on
