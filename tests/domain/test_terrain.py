"""IT terrain: does, refuses, stays quiet."""

import msgspec
import pytest

from domain.history.refusal import NothingEntered
from domain.relationship.terrain import LeadTimeNotPossible, SurveyTerrain, Terrain, TerrainSurveyed
from tests.domain.scenario import HARBOUR, given, on

SURVEY = SurveyTerrain(on=on("2024-03"), systems=("SAP",), standards=("EANCOM",), lead_time_weeks=26)
SURVEYED = TerrainSurveyed(on=on("2024-03"), systems=("SAP",), standards=("EANCOM",), lead_time_weeks=26)


def test_an_it_terrain_is_surveyed() -> None:
    given(HARBOUR).when(SURVEY).then(SURVEYED)
    assert SURVEYED.headline({}) == "IT terrain surveyed; SAP, EANCOM; 26 weeks to link"
    assert given(HARBOUR, SURVEYED).state().terrain == Terrain(
        surveyed=on("2024-03"), systems=("SAP",), standards=("EANCOM",), lead_time_weeks=26
    )


def test_names_are_entered_once_and_without_surrounding_blanks() -> None:
    given(HARBOUR).when(SurveyTerrain(on=on("2024-03"), systems=(" SAP  R/3 ", "", "SAP R/3"))).then(
        TerrainSurveyed(on=on("2024-03"), systems=("SAP R/3",))
    )


def test_the_latest_survey_stands_by_itself_in_whatever_order_they_were_recorded() -> None:
    old = TerrainSurveyed(on=on("2022"), systems=("AS/400",), standards=("EDIFACT",), lead_time_weeks=52)
    constrained = TerrainSurveyed(on=on("2025"), constraints="No changes before spring")
    assert given(HARBOUR, SURVEYED, old).state().terrain.systems == ("SAP",)
    assert given(HARBOUR, constrained, SURVEYED).state().terrain == Terrain(surveyed=on("2025"))


def test_constraints_and_a_lead_time_of_nothing_are_findings_too() -> None:
    given(HARBOUR).when(SurveyTerrain(on=on("2024"), constraints=" Frozen ")).then(
        TerrainSurveyed(on=on("2024"), constraints="Frozen")
    )
    event = TerrainSurveyed(on=on("2024"), lead_time_weeks=0)
    given(HARBOUR).when(SurveyTerrain(on=on("2024"), lead_time_weeks=0)).then(event)
    assert event.headline({}) == "IT terrain surveyed; 0 weeks to link"


def test_a_survey_that_found_nothing_is_refused() -> None:
    given(HARBOUR).when(SurveyTerrain(on=on("2024"), systems=(" ",))).then_refused(NothingEntered, field="systems")


@pytest.mark.parametrize("weeks", [-1, 1001, 10**30])
def test_a_lead_time_of_less_than_nothing_or_of_ages_is_refused(weeks: int) -> None:
    survey = msgspec.structs.replace(SURVEY, lead_time_weeks=weeks)
    given(HARBOUR).when(survey).then_refused(LeadTimeNotPossible, "0 to 1000", field="lead_time_weeks")


def test_the_same_survey_again_stays_quiet_unless_there_are_words_to_it() -> None:
    given(HARBOUR, SURVEYED).when(SURVEY).then_nothing()
    assert given(HARBOUR, SURVEYED).when(msgspec.structs.replace(SURVEY, constraints="Frozen")).events
    assert given(HARBOUR, SURVEYED).when(msgspec.structs.replace(SURVEY, on=on("2024-04"))).events
