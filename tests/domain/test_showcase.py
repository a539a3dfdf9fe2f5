"""Showcase experiments: does, refuses, stays quiet."""

from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered
from domain.relationship.showcase import (
    ConcludeShowcase,
    ShowcaseAlreadyConcluded,
    ShowcaseAlreadyRunning,
    ShowcaseConcluded,
    ShowcaseConcludedBeforeStart,
    ShowcaseStarted,
    StartShowcase,
)
from tests.domain.scenario import HARBOUR, given, on

STARTED = ShowcaseStarted(on=on("2024-03"), showcase_id="s1", title="RFID on displays")
CONCLUDED = ShowcaseConcluded(on=on("2024-09-01"), showcase_id="s1", outcome="scale")


def start(title: str = "RFID on displays", when: str = "2024-03", showcase_id: str = "s1") -> StartShowcase:
    return StartShowcase(on=on(when), showcase_id=showcase_id, title=title)


def test_a_showcase_starts() -> None:
    given(HARBOUR).when(start()).then(STARTED)


def test_a_showcase_without_a_name_is_refused() -> None:
    given(HARBOUR).when(start(title="  ")).then_refused(NothingEntered, field="title")


def test_starting_a_showcase_of_the_same_name_while_it_runs_is_refused() -> None:
    given(HARBOUR, STARTED).when(start(title="rfid on DISPLAYS", when="2024-05", showcase_id="s2")).then_refused(
        ShowcaseAlreadyRunning, "runs since 2024-03", field="title"
    )


def test_starting_the_very_same_showcase_again_stays_quiet() -> None:
    given(HARBOUR, STARTED).when(start(showcase_id="s2")).then_nothing()


def test_an_id_that_stands_for_another_showcase_is_refused() -> None:
    given(HARBOUR, STARTED).when(start(title="Another", when="2025")).then_refused(IdAlreadyUsed, "RFID on displays")


def test_a_concluded_showcase_may_be_run_again() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(start(when="2025-01", showcase_id="s2")).then(
        ShowcaseStarted(on=on("2025-01"), showcase_id="s2", title="RFID on displays")
    )


def test_a_showcase_is_concluded() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="scale")).then(
        CONCLUDED
    )


def test_a_showcase_concluded_before_it_started_is_refused() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024-02"), showcase_id="s1", outcome="stop")).then_refused(
        ShowcaseConcludedBeforeStart, "2024-03-01 or a later day", field="on"
    )


def test_a_conclusion_known_only_to_the_year_of_the_start_is_accepted() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024"), showcase_id="s1", outcome="stop")).then(
        ShowcaseConcluded(on=on("2024"), showcase_id="s1", outcome="stop")
    )


def test_a_conclusion_known_only_to_the_year_of_the_start_counts() -> None:
    concluded = ShowcaseConcluded(on=on("2024"), showcase_id="s1", outcome="stop")
    scenario = given(HARBOUR, STARTED, concluded)
    assert scenario.state().showcases["s1"].concluded == on("2024")
    scenario.when(ConcludeShowcase(on=on("2024-06"), showcase_id="s1", outcome="scale")).then_refused(
        ShowcaseAlreadyConcluded, "(stop) in 2024"
    )


def test_a_showcase_may_not_start_while_one_of_its_name_runs_that_is_concluded_only_later() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(start(when="2024-05", showcase_id="s2")).then_refused(
        ShowcaseAlreadyRunning, "runs since 2024-03 to 2024-09-01"
    )


def test_a_showcase_concluded_twice_is_refused() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-10-01"), showcase_id="s1", outcome="stop")
    ).then_refused(ShowcaseAlreadyConcluded, "(scale) on 2024-09-01")


def test_recording_the_very_same_conclusion_again_stays_quiet() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="scale")
    ).then_nothing()


def test_a_conclusion_logged_late_is_refused_when_a_later_one_is_on_record() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-05-01"), showcase_id="s1", outcome="stop")
    ).then_refused(ShowcaseAlreadyConcluded)


def test_concluding_what_was_never_started_is_refused() -> None:
    given(HARBOUR).when(ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="stop")).then_refused(
        NoSuchRecord, "record a showcase first"
    )
