"""The partnership model: does, refuses, stays quiet; a profile and a gap, never a total."""

import pytest

from domain.history.refusal import IdAlreadyUsed, NothingEntered
from domain.history.sentence import sentence
from domain.relationship.partnership.commands import AssessPartnership, NothingAssessed, StateBenefit
from domain.relationship.partnership.record import BenefitStated, Partnership, PartnershipAssessed, profile
from domain.relationship.partnership.scale import BENEFITS, DETERMINANTS, DIMENSION, INDICATORS, SCALE
from domain.relationship.vocabulary import RATINGS, Rating, Side
from tests.domain.scenario import HARBOUR, given, on

OURS = PartnershipAssessed(
    on=on("2024-03-01"), side="own company", ratings={"commitment": 3, "dependency": 0}, evidence="Plan signed"
)
THEIRS = PartnershipAssessed(
    on=on("2024-06"), side="the account", ratings={"commitment": 1, "shared knowledge": 4}, evidence="Their survey"
)
GAPS_HALVED = BenefitStated(
    on=on("2024-03-01"), benefit_id="b1", title="Half the shelf gaps", side="the account", kind="efficiency"
)


def assess(
    when: str = "2024-03-01",
    side: Side = "own company",
    evidence: str = "Plan signed",
    commitment: Rating | None = 3,
    dependency: Rating | None = 0,
) -> AssessPartnership:
    return AssessPartnership(on=on(when), side=side, evidence=evidence, commitment=commitment, dependency=dependency)


def state_benefit(
    title: str = "Half the shelf gaps", side: Side = "the account", benefit_id: str = "b2"
) -> StateBenefit:
    return StateBenefit(on=on("2024-03-01"), benefit_id=benefit_id, title=title, side=side, kind="efficiency")


def test_a_side_rates_some_of_the_determinants() -> None:
    given(HARBOUR).when(assess(evidence=" Plan signed\n")).then(OURS)


def test_all_six_determinants_can_be_rated_by_somebody() -> None:
    command = AssessPartnership(
        on=on("2024"),
        side="the account",
        evidence="Interview",
        mutual_benefits=0,
        commitment=1,
        predisposition=2,
        shared_knowledge=3,
        dependency=4,
        organizational_linkage=0,
        assessor="ann",
    )
    (event,) = given(HARBOUR).when(command).events
    assert isinstance(event, PartnershipAssessed)
    assert event.ratings == dict(zip(DETERMINANTS, [0, 1, 2, 3, 4, 0], strict=True))
    assert event.assessor == "ann"


def test_an_assessment_without_any_rating_is_refused() -> None:
    given(HARBOUR).when(assess(commitment=None, dependency=None)).then_refused(
        NothingAssessed, "at least one of mutual benefits", "from 0 to 4", field="mutual_benefits"
    )


def test_an_assessment_without_evidence_is_refused() -> None:
    given(HARBOUR).when(assess(evidence=" ")).then_refused(NothingEntered, field="evidence")


def test_the_very_same_ratings_of_the_same_date_again_stay_quiet() -> None:
    given(HARBOUR, OURS).when(assess()).then_nothing()
    given(HARBOUR, OURS).when(assess(dependency=None)).then_nothing()


def test_the_very_same_ratings_stay_quiet_where_later_ones_are_on_record() -> None:
    later = PartnershipAssessed(on=on("2025"), side="own company", ratings={"commitment": 4}, evidence="Renewed")
    given(HARBOUR, OURS, later).when(assess()).then_nothing()


@pytest.mark.parametrize(
    "command", [assess(commitment=2), assess("2024-03-02"), assess(side="the account"), assess(dependency=1)]
)
def test_another_rating_date_or_side_is_another_assessment(command: AssessPartnership) -> None:
    assert len(given(HARBOUR, OURS).when(command).events) == 1


def test_the_profile_has_both_sides_of_each_determinant_and_their_gap() -> None:
    rows = {each.determinant: each for each in profile(given(HARBOUR, OURS, THEIRS).state().partnership)}
    assert tuple(rows) == DETERMINANTS
    commitment, dependency, knowledge = rows["commitment"], rows["dependency"], rows["shared knowledge"]
    assert commitment.own is not None
    assert commitment.theirs is not None
    assert (commitment.own.rating, commitment.theirs.rating, commitment.gap) == (3, 1, 2)
    assert (commitment.own.on, commitment.theirs.on) == (on("2024-03-01"), on("2024-06"))
    assert dependency.own is not None
    assert (dependency.own.rating, dependency.theirs, dependency.gap) == (0, None, None)
    assert knowledge.theirs is not None
    assert (knowledge.own, knowledge.theirs.rating, knowledge.gap) == (None, 4, None)
    assert rows["predisposition"].gap is None
    assert [each.dimension for each in rows.values()] == ["in context"] * 3 + ["in action"] * 3


def test_a_gap_is_below_zero_where_the_account_rates_higher() -> None:
    higher = PartnershipAssessed(on=on("2024"), side="the account", ratings={"dependency": 4}, evidence="Stock-outs")
    rows = {each.determinant: each.gap for each in profile(given(HARBOUR, OURS, higher).state().partnership)}
    assert rows["dependency"] == -4


def test_the_latest_rating_of_a_determinant_counts_and_the_others_stand() -> None:
    late = PartnershipAssessed(on=on("2023"), side="own company", ratings={"commitment": 0}, evidence="Old notes")
    newer = PartnershipAssessed(on=on("2025-01"), side="own company", ratings={"commitment": 4}, evidence="Renewed")
    partnership = given(HARBOUR, OURS, newer, late).state().partnership
    ratings = partnership.ratings["own company"]
    assert (ratings["commitment"].rating, ratings["commitment"].on) == (4, on("2025-01"))
    assert (ratings["dependency"].rating, ratings["dependency"].on) == (0, on("2024-03-01"))
    assert partnership.assessed == on("2025-01")


def test_a_partnership_that_nobody_assessed_has_no_date() -> None:
    assert Partnership().assessed is None


def test_a_benefit_is_stated() -> None:
    given(HARBOUR).when(state_benefit(title="Half  the shelf gaps ", benefit_id="b1")).then(GAPS_HALVED)
    assert given(HARBOUR, GAPS_HALVED).state().partnership.benefits["b1"].kind == "efficiency"


def test_a_benefit_without_words_is_refused() -> None:
    given(HARBOUR).when(state_benefit(title=" ")).then_refused(NothingEntered, field="title")


def test_the_same_benefit_of_the_same_side_again_stays_quiet() -> None:
    given(HARBOUR, GAPS_HALVED).when(state_benefit("half the SHELF gaps")).then_nothing()


def test_the_same_benefit_of_the_other_side_is_another_one() -> None:
    assert len(given(HARBOUR, GAPS_HALVED).when(state_benefit(side="own company")).events) == 1


def test_an_id_that_stands_for_another_benefit_is_refused() -> None:
    given(HARBOUR, GAPS_HALVED).when(state_benefit("Less paper", benefit_id="b1")).then_refused(IdAlreadyUsed)


def test_every_step_of_every_determinant_is_described() -> None:
    assert set(SCALE) == set(DETERMINANTS) == set(DIMENSION) == set(INDICATORS)
    words = [SCALE[each][rating] for each in DETERMINANTS for rating in RATINGS]
    assert len(set(words)) == len(words) == 30
    assert all(word.endswith(".") for word in words)
    assert tuple(INDICATORS["mutual benefits"]) == BENEFITS


def test_an_assessment_reads_well() -> None:
    said = sentence(OURS, {}, {"reason": "Yearly review", "evidence": "Plan signed", "assessor": "Kim Berg"})
    assert said == (
        "Partnership rated by own company (commitment 3, dependency 0), as Kim Berg saw it: Plan signed — Yearly review."
    )
    assert sentence(THEIRS, {}, {"evidence": "Their survey"}) == (
        "Partnership rated by the account (commitment 1, shared knowledge 4): Their survey."
    )
    assert sentence(GAPS_HALVED, {}, {}) == "Benefit “Half the shelf gaps” stated for the account (efficiency)."
