"""Files of commands: every line is accounted for, judged like any command, and recorded once."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError

from domain.access import Actor
from domain.company.model import COMPANY
from domain.history.asking import Ask
from domain.history.event import Event
from domain.history.when import parse_when
from domain.ledger.recorder import LedgerRecorder
from domain.relationship.classification import Reclassified
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import ShowcaseAdopted
from domain.relationship.system_link import SystemLinkProposed
from projections.portfolio import names
from tests.ui.command_line import PROJECT, CommandLine
from ui.bootstrap import Tieline
from ui.command_lines import NotACommandFile
from ui.commands import asked, by_path, key_of
from ui.record_file import RecordResult, record_file
from ui.settings import Settings

HARBOUR: list[dict[str, Any]] = [
    {"account": "Harbour Foods", "do": "open", "on": "2020"},
    {"account": "Harbour Foods", "do": "classify", "on": "2021-03", "to": "strategic", "reason": "Shares forecasts"},
    {
        "account": "Harbour Foods", "do": "plan agree", "on": "2024-11", "title": "Growth", "from": "2025", "to": "2028",
        "ref": "growth",
    },
    {
        "account": "Harbour Foods", "do": "milestone plan", "on": "2024-12", "title": "Web orders", "party": "the account",
        "due": "2025-Q2", "ref": "web",
    },
    {"account": "harbour foods", "do": "milestone reach", "on": "2025-05", "milestone": "web"},
    {
        "account": "Harbour Foods", "do": "interaction", "on": "2025-06", "kind": "meeting", "summary": "Counted pallets",
        "hours": 1.5, "with_cio": True, "participants": "Ann Lee", "reported_by": "Kim Berg",
    },
]  # fmt: skip


ANOTHER = {**HARBOUR[3], "ref": None}
"""Another milestone."""


def jsonl(folder: Path, *lines: dict[str, Any] | str, name: str = "history.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), encoding="utf-8")
    return path


def events(tieline: Tieline) -> list[Event]:
    return [tieline.tracker.codec.recorded(each).event for each in tieline.tracker.recorder.select_records(0, 10_000)]


def counts(result: RecordResult) -> tuple[int, int, int, int]:
    return result.lines, result.recorded, result.already_recorded, len(result.refused)


def recorded(tieline: Tieline, kim: Actor, folder: Path, *lines: dict[str, Any] | str) -> RecordResult:
    return record_file(tieline, jsonl(folder, *lines), by=kim)


def refused(tieline: Tieline, kim: Actor, folder: Path, line: dict[str, Any] | str) -> str:
    """Why the line is refused after those of Harbour Foods."""
    result = recorded(tieline, kim, folder, *HARBOUR, line)
    assert counts(result) == (7, 6, 0, 1)
    assert result.refused[0].line == 7
    return result.refused[0].reason


def test_every_line_is_recorded_in_one_batch_and_in_order(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    result = recorded(tieline, kim, tmp_path, *HARBOUR)
    assert (counts(result), result.events) == ((6, 6, 0, 0), 6)
    records = tieline.tracker.recorder.select_records(0, 100)
    assert {each.batch for each in records} == {result.batch}
    assert {each.recorded_by for each in records} == {kim.subject}
    assert len({each.command_id for each in records}) == 6
    opened, classified, agreed, planned, reached, _ = events(tieline)
    assert isinstance(opened, RelationshipOpened)
    assert isinstance(classified, Reclassified)
    assert isinstance(agreed, JointPlanAgreed)
    assert isinstance(planned, MilestonePlanned)
    assert isinstance(reached, MilestoneReached)
    assert reached.milestone_id == planned.milestone_id


def test_who_told_and_which_policy_stand_beside_each_event(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    recorded(
        tieline,
        kim,
        tmp_path,
        *HARBOUR,
        {"account": "company", "do": "company add-system", "on": "2022", "title": "ERP"},
    )
    *_, interaction, system = tieline.tracker.recorder.select_records(0, 100)
    assert interaction.reported_by
    assert tieline.tracker.vault.names([interaction.reported_by]) == {interaction.reported_by: "Kim Berg"}
    assert (interaction.policy_version, system.policy_version) == (1, 0)
    assert system.stream == COMPANY.name


def test_the_same_file_again_records_nothing_under_whatever_name(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    recorded(tieline, kim, tmp_path, *HARBOUR)
    head = tieline.tracker.recorder.head()
    again = record_file(tieline, jsonl(tmp_path, *reversed(HARBOUR), name="other.jsonl"), by=kim)
    assert (counts(again), again.batch) == ((6, 0, 6, 0), None)
    assert tieline.tracker.recorder.head() == head


def test_a_dry_run_judges_every_line_and_writes_nothing(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    path = jsonl(tmp_path, *HARBOUR, {**HARBOUR[4], "on": "2025-07"})
    said = record_file(tieline, path, by=kim, dry_run=True)
    assert (counts(said), said.batch) == ((7, 6, 0, 1), None)
    assert "reached once" in said.refused[0].reason
    assert tieline.tracker.recorder.head() == (0, 0)
    with tieline.keys.read() as connection:
        for table in ("keys", "people"):
            assert tieline.keys.rows(connection, f"SELECT COUNT(*) FROM {table}") == [(0,)]
    assert counts(record_file(tieline, path, by=kim)) == counts(said)


def test_a_refused_line_is_told_with_its_number_and_stops_none_after_it(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    result = recorded(
        tieline, kim, tmp_path, *HARBOUR[:2], "", {**HARBOUR[2], "to": "2027"}, {"no": "command"}, HARBOUR[3]
    )  # fmt: skip
    assert counts(result) == (5, 3, 0, 2)
    assert [each.line for each in result.refused] == [4, 5]
    assert "36 to 60 calendar months" in result.refused[0].reason
    assert len(events(tieline)) == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({**ANOTHER, "do": "milestone ponder"}, "“milestone ponder” is no command"),
        ({**ANOTHER, "colour": "red"}, "“colour” is no field of “milestone plan”: it has title, party, due"),
        ({**ANOTHER, "account": "Riverside"}, "“Riverside” is not on record"),
        ({**ANOTHER, "on": "soon"}, "“soon” is not a date"),
        ({**ANOTHER, "on": ""}, "does not say “on”"),
        ({**ANOTHER, "due": None}, "Nothing was entered for due (Due)"),
        ({**ANOTHER, "party": "everybody"}, "choose one of own company, the account, channel partner"),
        ({**HARBOUR[5], "hours": "some"}, "“some” is not a number for hours"),
        ({**HARBOUR[5], "with_cio": "perhaps"}, "write yes or no"),
        ({**HARBOUR[4], "milestone": "Fax"}, "There is no milestone “Fax” on record: name one of “Web orders”"),
        ({"account": "Harbour Foods", "do": "company cio-hours", "on": "2025", "hours": 5}, "write “company”"),
        ({"account": "company", "do": "interaction", "on": "2025"}, "is about a relationship"),
        ({"account": "policy", "do": "policy change", "on": "2025"}, "use “tieline policy change”"),
        ('{"account": ', "The line is not JSON"),
        ({**ANOTHER, "title": "Fax", "ref": "web"}, "The ref “web” stands for what line 4 begins"),
        (
            {**ANOTHER, "title": ["Web", "orders"], "ref": "fax"},
            "What is written for title (Milestone) is not one text",
        ),
        ({**HARBOUR[4], "milestone": {"ref": "web"}}, "What is written for milestone_id (Milestone) is not one text"),
        ({**HARBOUR[4], "reason": ["Why", "not"]}, "What is written for “reason” is not one text"),
        ({**HARBOUR[5], "summary": "Counted\0pallets"}, "holds the character NUL"),
        ({**HARBOUR[5], "summary": "Counted", "id": "a\0b"}, "holds the character NUL"),
        ("[]", "is not a JSON object"),
        ('{"account": ' + "[" * 100_000, "The line is not JSON"),
    ],
)
def test_a_line_that_cannot_be_recorded_says_what_would_be(
    tieline: Tieline, kim: Actor, tmp_path: Path, line: dict[str, Any] | str, reason: str
) -> None:
    assert reason in refused(tieline, kim, tmp_path, line)


def test_an_account_is_opened_before_it_is_spoken_of(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    result = recorded(tieline, kim, tmp_path, HARBOUR[5], HARBOUR[0])
    assert counts(result) == (2, 1, 0, 1)
    assert "put the line that opens it before" in result.refused[0].reason


def test_an_account_that_is_on_record_gets_the_lines(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    recorded(tieline, kim, tmp_path, HARBOUR[0])
    stream = names(tieline.database)["relationship"].item()
    result = recorded(
        tieline, kim, tmp_path, {**HARBOUR[0], "on": "2021"}, HARBOUR[5], {**HARBOUR[1], "account": stream}
    )  # fmt: skip
    assert counts(result) == (3, 2, 1, 0)
    assert len(names(tieline.database)) == 1


def test_a_line_that_changes_nothing_is_on_record_already_and_stays_so(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    recorded(tieline, kim, tmp_path, *HARBOUR)
    same = {**HARBOUR[2], "ref": "another"}
    assert counts(recorded(tieline, kim, tmp_path, same)) == (1, 0, 1, 0)
    closing = {
        "account": "Harbour Foods",
        "do": "plan close",
        "on": "2026-02",
        "plan": "another",
        "reason": "New owner",
    }
    assert counts(recorded(tieline, kim, tmp_path, same, closing)) == (2, 1, 1, 0)
    assert counts(recorded(tieline, kim, tmp_path, same)) == (1, 0, 1, 0)


def test_what_a_line_begins_is_named_by_its_ref_also_when_a_later_file_goes_on(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    recorded(tieline, kim, tmp_path, *HARBOUR)
    closing = {
        "account": "Harbour Foods",
        "do": "plan close",
        "on": "2026-02",
        "plan_id": "growth",
        "reason": "New owner",
    }
    assert counts(recorded(tieline, kim, tmp_path, *HARBOUR, closing)) == (7, 1, 6, 0)
    closed = events(tieline)[-1]
    assert isinstance(closed, JointPlanClosedEarly)


def test_one_account_adopts_what_another_tried_in_the_same_file(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    result = recorded(
        tieline,
        kim,
        tmp_path,
        *HARBOUR,
        {"account": "Schnucks", "do": "open", "on": "1979", "ref": "S"},
        {
            "account": "S", "do": "showcase start", "on": "1980", "title": "Diapers", "reason": "Less stock?",
            "budget": 5, "currency": "USD",
        },
        {"account": "Harbour Foods", "do": "showcase adopt", "on": "2025-08", "from": "Schnucks", "showcase": "Diapers"},
    )  # fmt: skip
    assert counts(result) == (9, 9, 0, 0)
    assert isinstance(events(tieline)[-1], ShowcaseAdopted)


def test_showcases_of_the_same_file_count_against_the_limit_in_total(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    lines: list[dict[str, Any]] = []
    rules = tieline.tracker.around.rules_on(parse_when("2024").first)
    for number in range(rules.showcases.in_total + 1):
        account = f"Account {number}"
        lines += [
            {"account": account, "do": "open", "on": "2020"},
            {"account": account, "do": "classify", "on": "2021", "to": "emerging", "reason": "Small and quick"},
            {
                "account": account, "do": "showcase start", "on": "2024", "title": "RFID", "reason": "Faster?",
                "budget": 5, "currency": "EUR", "success": "Half the time",
            },
        ]  # fmt: skip
    for dry_run in (True, False):
        result = record_file(tieline, jsonl(tmp_path, *lines), by=kim, dry_run=dry_run)
        assert [each.line for each in result.refused] == [len(lines)]
        assert "at once in total" in result.refused[0].reason


def test_what_happened_earlier_may_stand_later_in_the_file(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    late = {"account": "Harbour Foods", "do": "classify", "on": "2020-06", "to": "emerging", "reason": "Small then"}
    breaking = {"account": "Harbour Foods", "do": "classify", "on": "2023", "to": "stable", "reason": "Thought so"}
    result = recorded(tieline, kim, tmp_path, *HARBOUR, late, breaking)
    assert counts(result) == (8, 7, 0, 1)
    assert "already effective in 2024-11" in result.refused[0].reason


def test_two_lines_that_say_the_same_are_one_unless_each_has_an_id_of_its_own(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    result = recorded(tieline, kim, tmp_path, *HARBOUR, HARBOUR[5], {**HARBOUR[5], "id": "visit-2"})
    assert counts(result) == (8, 7, 1, 0)
    other = {**HARBOUR[5], "id": "visit-2", "summary": "Counted crates"}
    assert "id of its own" in recorded(tieline, kim, tmp_path, other).refused[0].reason
    reworded = {**HARBOUR[1], "reason": "Shares everything"}
    assert "with other words" in recorded(tieline, kim, tmp_path, reworded).refused[0].reason


def test_the_ids_of_lines_do_not_give_their_words_away(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    path = jsonl(tmp_path, *HARBOUR)
    record_file(tieline, path, by=kim)
    other = Tieline(Settings(data_dir=tmp_path / "other", database_url="", keys_database_url=""))
    try:
        record_file(other, path, by=kim)
        theirs = {each.command_id for each in other.tracker.recorder.select_records(0, 100)}
    finally:
        other.close()
    assert not theirs & {each.command_id for each in tieline.tracker.recorder.select_records(0, 100)}


def test_a_csv_says_the_same_with_columns(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    columns = list(dict.fromkeys(name for line in HARBOUR for name in line))
    proposed = {
        "account": "Harbour Foods", "do": "link propose", "on": "2025-07", "title": "Orders", "kind": "EDI",
        "depth": "coordinated", "needs": "ERP; Order desk",
    }  # fmt: skip
    systems = [
        {"account": "company", "do": "company add-system", "on": "2022", "title": title}
        for title in ("ERP", "Order desk")
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns, "depth", "needs"])
        writer.writeheader()
        writer.writerows([*HARBOUR, *systems, proposed])
    assert counts(record_file(tieline, path, by=kim)) == (9, 9, 0, 0)
    *_, erp, desk, link = events(tieline)
    assert isinstance(link, SystemLinkProposed)
    assert link.needs == (erp.subject, desk.subject)


def test_a_csv_from_a_spreadsheet_is_read_as_it_is(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    path = tmp_path / "spreadsheet.csv"
    path.write_bytes(
        b'\xef\xbb\xbfAccount;Do;On;Reason;\r\nHarbour Foods;open;2020;"So it is,\r\nsince then";\r\n'
        b"Riverside;open;2020;;;one too many\r\nHillside;open;2021;;\r\n"
    )
    result = record_file(tieline, path, by=kim)
    assert counts(result) == (3, 2, 0, 1)
    assert (result.refused[0].line, result.refused[0].reason[:40]) == (4, "The row has more cells than there are co")
    assert [each.name for each in events(tieline) if isinstance(each, RelationshipOpened)] == [
        "Harbour Foods",
        "Hillside",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("account,do,on,on\nHarbour Foods,open,2020,2021\n", "more than one column on: name each once"),
        ('account,do,on\nHarbour Foods,open,2020\n"Riverside,open,2020\n\n', "from line 3 on .*close every quote"),
    ],
)
def test_a_csv_that_cannot_be_told_apart_is_refused_whole(
    tieline: Tieline, kim: Actor, tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "history.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotACommandFile, match=message):
        record_file(tieline, path, by=kim)
    assert events(tieline) == []


def test_settled_plans_are_written_as_on_the_command_line_or_as_an_object(
    tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    stepped_back = {"account": "Harbour Foods", "do": "classify", "on": "2026", "to": "stable", "reason": "Left"}
    result = recorded(tieline, kim, tmp_path, *HARBOUR, {**stepped_back, "settle": {"Growth": "close"}})
    assert (counts(result), result.events) == ((7, 7, 0, 0), 8)
    again = {**stepped_back, "on": "2026-02", "to": "integrated", "settle": "Growth=carry"}
    assert "was already closed" in recorded(tieline, kim, tmp_path, again).refused[0].reason


def test_others_who_write_meanwhile_make_it_decide_again(
    tieline: Tieline, kim: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(tieline, kim, tmp_path, HARBOUR[0])
    stream = str(names(tieline.database)["relationship"].item())
    original = LedgerRecorder.append
    times = 0

    def overtaken(self: LedgerRecorder, *args: Any) -> Any:
        nonlocal times
        times += 1
        if times == 1:
            note = LogInteraction(on=parse_when("2025"), kind="note", summary="Meanwhile")
            tieline.tracker.handle(stream, note, by=kim)
        return original(self, *args)

    monkeypatch.setattr(LedgerRecorder, "append", overtaken)
    assert counts(recorded(tieline, kim, tmp_path, *HARBOUR)) == (6, 5, 1, 0)
    assert [each.version for each in tieline.tracker.recorder.select_records(0, 100)] == list(range(1, 8))
    assert tieline.tracker.load(stream).version == 7


def test_interrupted_it_goes_on_where_it_stopped(
    tieline: Tieline, kim: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [*HARBOUR, *({**HARBOUR[5], "on": f"2025-07-{day:02}"} for day in range(1, 31))]
    original = LedgerRecorder.append
    left = 2

    def interrupted(self: LedgerRecorder, *args: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return original(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(LedgerRecorder, "append", interrupted)
        patch.setattr("domain.many.COMMANDS_AT_ONCE", 10)
        with pytest.raises(KeyboardInterrupt):
            recorded(tieline, kim, tmp_path, *lines)
    assert tieline.tracker.recorder.head()[0] == 20
    assert counts(recorded(tieline, kim, tmp_path, *lines)) == (36, 16, 20, 0)


def test_somebody_who_keeps_writing_is_waited_for_only_so_long(
    tieline: Tieline, kim: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always_overtaken(*args: Any) -> Any:
        raise IntegrityError

    monkeypatch.setattr(LedgerRecorder, "append", always_overtaken)
    monkeypatch.setattr("domain.meanwhile.PATIENCE_SECONDS", 0)
    with pytest.raises(Exception, match="Others keep changing"):
        recorded(tieline, kim, tmp_path, *HARBOUR)


def test_three_thousand_lines_take_seconds(sqlite_settings: Settings, kim: Actor, tmp_path: Path) -> None:
    lines = [
        line
        for account in range(60)
        for line in (
            {"account": f"Account {account}", "do": "open", "on": "2015"},
            *(
                {
                    "account": f"Account {account}", "do": "interaction", "on": f"20{16 + each // 12}-{each % 12 + 1:02}",
                    "kind": "call", "summary": f"Talked {each}",
                }
                for each in range(49)
            ),
        )
    ]  # fmt: skip
    path = jsonl(tmp_path, *lines)
    tieline = Tieline(sqlite_settings)
    try:
        began = time.monotonic()
        assert counts(record_file(tieline, path, by=kim)) == (3000, 3000, 0, 0)
        assert time.monotonic() - began < 20  # some tenfold of what it takes where nothing else runs
    finally:
        tieline.close()


def test_every_field_of_a_command_has_a_name_of_its_own_in_a_file() -> None:
    for _, command in by_path().values():
        keys = [key for field in asked(command) for key in set(key_of(field)) if isinstance(field.ask, Ask)]
        assert len(keys) == len(set(keys)), command.path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"name,date\nx,y\n", "lacks the columns account, do, on"),
        ("a.csv", b"", "lacks the columns account, do, on"),
        ("a.jsonl", b"\xff\xfe\x00", "cannot be read"),
        ("a.csv", b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_saying_what_one_is(
    tieline: Tieline, kim: Actor, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotACommandFile, match=f"{message}.*one JSON object a line"):
        record_file(tieline, path, by=kim)


def test_the_command_line_says_what_became_of_the_lines(settings: Settings, tmp_path: Path) -> None:
    cli = CommandLine(settings)
    path = jsonl(tmp_path, *HARBOUR, {**HARBOUR[4], "on": "2025-07"})
    assert cli.does("record", str(path), "--dry-run").startswith(
        "history.jsonl: of 7 lines, 6 would be recorded, 0 on record already, 1 refused. Nothing was written.\n"
    )
    assert cli.events() == []
    said = cli.does("record", str(path))
    assert "of 7 lines, 6 recorded (6 events), 0 on record already, 1 refused. Batch record-" in said
    assert "7     The milestone “Web orders” was already reached in 2025-05" in said
    shown = cli.json("record", str(path))
    assert (shown["lines"], shown["recorded"], shown["already_recorded"]) == (7, 0, 6)
    assert shown["refused"][0]["line"] == 7
    assert "name a file that exists" in cli.refuses("record", str(tmp_path / "none.jsonl"))


def test_the_example_of_the_page_is_recorded_as_it_stands(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "importing.md").read_text(encoding="utf-8")
    lines = page.partition("```json\n")[2].partition("```")[0].splitlines()
    assert counts(recorded(tieline, kim, tmp_path, *lines)) == (len(lines), len(lines), 0, 0)


def test_a_dry_run_knows_the_people_that_are_on_record(tieline: Tieline, kim: Actor, tmp_path: Path) -> None:
    named = {
        "account": "Harbour Foods", "do": "counterpart name", "on": "2022", "title": "Head of IT", "function": "IT",
        "person": "Ann Lee",
    }  # fmt: skip
    recorded(tieline, kim, tmp_path, HARBOUR[0], named)
    same = jsonl(tmp_path, {**named, "id": "again"}, {**named, "id": "other", "person": "Bo Dal"})
    assert record_file(tieline, same, by=kim, dry_run=True).already_recorded == 1
