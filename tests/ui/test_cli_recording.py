"""Recording from the command line: events are written, and the person is told which."""

from datetime import date

import pytest

from domain.history.when import parse_when
from domain.relationship.classification import Reclassified
from domain.relationship.interaction import InteractionLogged
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanCarriedToEnd, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive
from tests.ui.command_line import CommandLine
from ui.bootstrap import Tieline, local_user
from ui.finding import Named
from ui.settings import Settings


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    return CommandLine(settings)


@pytest.fixture
def harbour(cli: CommandLine) -> CommandLine:
    """A strategic account with a joint plan."""
    cli.does("open", "Harbour Foods", "--on", "2020")
    cli.does("classify", "harbour", "strategic", "--on", "2023-03", "--reason", "Shares its forecasts")
    cli.does("plan", "agree", "harbour", "--title", "Growth", "--from", "2025-01", "--to", "2028", "--on", "2024-11")
    return cli


def test_an_account_is_opened_and_the_person_is_told_so(cli: CommandLine) -> None:
    said = cli.does("open", "  Harbour   Foods ", "--on", "2020")
    assert said == "Recorded for Harbour Foods as event 1, 2020: Opened as an account: Harbour Foods.\n"
    assert cli.events() == [RelationshipOpened(on=parse_when("2020"), name="Harbour Foods")]


def test_a_group_of_accounts_is_opened_as_a_segment(cli: CommandLine) -> None:
    cli.does("open", "Independent grocers", "--kind", "segment", "--on", "2019")
    assert cli.events() == [RelationshipOpened(on=parse_when("2019"), name="Independent grocers", kind="segment")]


def test_opening_an_open_account_again_records_nothing(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods", "--on", "2020")
    assert cli.does("open", "Harbour Foods") == "Nothing to record for Harbour Foods: this is on record already.\n"
    assert len(cli.events()) == 1


def test_of_two_who_open_one_account_at_once_one_does(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_yet(_tieline: Tieline) -> list[Named]:
        monkeypatch.undo()
        cli.does("open", "harbour  foods", "--on", "2021")
        return []

    monkeypatch.setattr("ui.cli.recording.relationships", nobody_yet)
    assert "already open" in cli.run("open", "Harbour Foods", "--on", "2020").stderr
    assert len(cli.events()) == 1


def test_a_name_that_another_account_gave_up_may_be_opened_anew(harbour: CommandLine) -> None:
    harbour.does("rename", "harbour foods", "Harbour Group")
    harbour.does("open", "Harbour Foods")
    assert [each.name for each in harbour.events() if isinstance(each, RelationshipOpened)] == ["Harbour Foods"] * 2


def test_opening_an_open_account_as_something_else_is_refused(cli: CommandLine) -> None:
    cli.does("open", "Harbour Foods")
    assert "already open as the account “Harbour Foods”" in cli.refuses("open", "harbour foods")
    assert "already open as the account “Harbour Foods”" in cli.refuses("open", "Harbour Foods", "--kind", "segment")


@pytest.mark.parametrize("typed", ["Harbour Foods", "HARBOUR foods", "harb", "  Harbour  "])
def test_an_account_is_found_by_its_name_or_the_beginning_of_it(harbour: CommandLine, typed: str) -> None:
    assert "Meeting: Counted pallets." in harbour.does("interaction", typed, "meeting", "Counted pallets")


def test_an_account_is_found_by_its_id(harbour: CommandLine) -> None:
    account = harbour.json("accounts")["accounts"][0]["id"]
    assert harbour.json("replay", account)["account"]["name"] == "Harbour Foods"


def test_an_account_whose_name_begins_another_is_found_by_its_whole_name(harbour: CommandLine) -> None:
    harbour.does("open", "Harbour")
    assert harbour.json("replay", "harbour")["account"]["name"] == "Harbour"


def test_each_date_is_kept_as_precisely_as_it_was_typed(harbour: CommandLine) -> None:
    for typed in ("2024-03-05", "2024-03", "2024-Q1", "2024"):
        harbour.does("interaction", "harbour", "call", "Asked about pallets", "--on", typed)
    assert [str(event.on) for event in harbour.events()[-4:]] == ["2024-03-05", "2024-03", "2024-Q1", "2024"]


def test_what_happened_is_today_where_no_date_is_typed(harbour: CommandLine) -> None:
    harbour.does("interaction", "harbour", "call", "Asked about pallets")
    last = harbour.recorded()[-1]
    assert last.event.on.precision == "day"
    assert 0 <= last.recorded_at / 86_400_000_000 - (last.event.on.first - date(1970, 1, 1)).days < 2


def test_the_author_is_who_runs_the_command_and_whoever_told_them_is_named_beside(harbour: CommandLine) -> None:
    shown = harbour.json("interaction", "harbour", "visit", "Saw the new dock", "--reported-by", "Ann Lee")
    assert shown["events"][0]["recorded_by"] == local_user().subject
    assert shown["events"][0]["reported_by"] == "Ann Lee"
    assert harbour.recorded()[-1].recorded_by == local_user().subject


def test_a_plan_is_agreed_from_first_day_to_exclusive_end(harbour: CommandLine) -> None:
    plan = harbour.events()[-1]
    assert isinstance(plan, JointPlanAgreed)
    assert (plan.title, plan.starts, plan.ends) == ("Growth", date(2025, 1, 1), date(2028, 1, 1))


def test_a_plan_is_closed_by_its_title(harbour: CommandLine) -> None:
    said = harbour.does("plan", "close", "harbour", "grow", "--on", "2026-01-31", "--reason", "New owner")
    assert said.endswith("2026-01-31: Joint plan “Growth” closed early — New owner.\n")
    assert isinstance(harbour.events()[-1], JointPlanClosedEarly)


@pytest.mark.parametrize(("outcome", "settled"), [("carry", JointPlanCarriedToEnd), ("close", JointPlanClosedEarly)])
def test_a_reclassification_settles_the_live_plan_in_the_same_step(
    harbour: CommandLine, outcome: str, settled: type
) -> None:
    said = harbour.json(
        "classify", "harbour", "stable", "--on", "2026-02", "--reason", "Left", "--settle", f"Growth={outcome}"
    )
    assert said["recorded"] == 2
    settlement, classified = harbour.events()[-2:]
    assert isinstance(settlement, settled)
    assert isinstance(classified, Reclassified)
    assert classified.to == "stable"


def test_a_class_may_be_typed_in_any_letter_case(harbour: CommandLine) -> None:
    harbour.does("open", "Mill Lane")
    assert "Classified emerging" in harbour.does("classify", "mill", "Emerging", "--reason", "Quick to try things")


def test_recording_the_very_same_classification_again_records_nothing(harbour: CommandLine) -> None:
    state = harbour.json("replay", "harbour")["state"]
    again = ("classify", "harbour", "strategic", "--on", state["class_since"], "--reason", "Still")
    assert harbour.json(*again)["recorded"] == 0
    assert len(harbour.events()) == 3


def test_a_showcase_is_started_and_concluded(harbour: CommandLine) -> None:
    harbour.does("showcase", "start", "harbour", "RFID on pallets", "--on", "2024-Q2", "--reason", "Faster counts?")
    said = harbour.does(
        "showcase", "conclude", "harbour", "rfid", "scale", "--on", "2024-11", "--reason", "Twice as fast"
    )
    assert "Showcase “RFID on pallets” concluded: scale — Twice as fast." in said
    start, end = harbour.events()[-2:]
    assert isinstance(start, ShowcaseStarted)
    assert isinstance(end, ShowcaseConcluded)
    assert (end.showcase_id, end.outcome) == (start.showcase_id, "scale")


def test_of_two_showcases_of_one_name_the_running_one_is_concluded(harbour: CommandLine) -> None:
    harbour.does("showcase", "start", "harbour", "RFID", "--on", "2023")
    harbour.does("showcase", "conclude", "harbour", "RFID", "stop", "--on", "2024-01")
    harbour.does("showcase", "start", "harbour", "RFID", "--on", "2025")
    harbour.does("showcase", "conclude", "harbour", "RFID", "scale", "--on", "2026-01")
    again, end = harbour.events()[-2:]
    assert isinstance(again, ShowcaseStarted)
    assert isinstance(end, ShowcaseConcluded)
    assert end.showcase_id == again.showcase_id


def test_a_milestone_is_planned_for_a_party_and_reached(harbour: CommandLine) -> None:
    harbour.does(
        "milestone", "plan", "harbour", "Orders on the web", "--party", "the account", "--due", "2025-Q2", "--on", "2024-12"
    )  # fmt: skip
    harbour.does("milestone", "reach", "harbour", "orders", "--on", "2025-05")
    planned, reached = harbour.events()[-2:]
    assert isinstance(planned, MilestonePlanned)
    assert (planned.party, str(planned.due)) == ("the account", "2025-Q2")
    assert isinstance(reached, MilestoneReached)
    assert reached.milestone_id == planned.milestone_id


def test_a_link_goes_live_and_is_retired(harbour: CommandLine) -> None:
    harbour.does("link", "live", "harbour", "Orders by EDI", "--kind", "edi", "--on", "2022-11-06")
    harbour.does("link", "retire", "harbour", "Orders by EDI", "--on", "2026", "--reason", "Replaced")
    live, retired = harbour.events()[-2:]
    assert isinstance(live, SystemLinkWentLive)
    assert live.kind == "EDI"
    assert isinstance(retired, SystemLinkRetired)
    assert retired.link_id == live.link_id


def test_an_interaction_is_logged_with_its_summary(harbour: CommandLine) -> None:
    said = harbour.does("interaction", "harbour", "meeting", "Agreed who counts [pallets]", "--on", "2024-03-05")
    assert said.endswith("2024-03-05: Meeting: Agreed who counts [pallets].\n")
    assert isinstance(harbour.events()[-1], InteractionLogged)


def test_a_repeat_of_a_command_id_records_nothing_and_gives_the_first_answer(harbour: CommandLine) -> None:
    typed = ("plan", "agree", "harbour", "--title", "Next", "--from", "2028", "--to", "2031", "--on", "2026-03")
    first = harbour.json(*typed, "--command-id", "from-the-review")
    again = harbour.json(*typed, "--command-id", "from-the-review")
    assert (first["recorded"], first["repeated"]) == (1, False)
    assert (again["recorded"], again["repeated"]) == (0, True)
    assert again["events"] == first["events"]
    assert "Already recorded for Harbour Foods as event 4" in harbour.does(*typed, "--command-id", "from-the-review")
    assert len(harbour.events()) == 4


def test_opening_may_be_repeated_with_the_same_command_id(cli: CommandLine) -> None:
    for repeated in (False, True):
        shown = cli.json("open", "Harbour Foods", "--on", "2020", "--command-id", "opening")
        assert shown["repeated"] is repeated
    assert len(cli.events()) == 1


def test_a_command_id_used_for_another_command_is_refused(harbour: CommandLine) -> None:
    harbour.does("interaction", "harbour", "call", "About pallets", "--on", "2026-01-05", "--command-id", "call-1")
    assert "“call-1” was already used" in harbour.refuses(
        "interaction", "harbour", "call", "About crates", "--on", "2026-01-05", "--command-id", "call-1"
    )


def test_a_receipt_as_json_tells_the_numbers_and_the_sentences(harbour: CommandLine) -> None:
    shown = harbour.json("interaction", "harbour", "note", "Moves in May", "--on", "2026-02", "--command-id", "note-1")
    event = shown["events"][0]
    assert shown["command_id"] == "note-1"
    assert (event["seq"], event["kind"], event["happened"]) == (4, "interaction-logged", "2026-02")
    assert event["sentence"] == "Note: Moves in May."
