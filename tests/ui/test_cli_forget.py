"""``tieline forget`` and ``tieline people``, as a person runs them, on both databases."""

from pathlib import Path

import pytest
from typer.testing import Result

from tests.ui.command_line import CommandLine, environment, invoked
from ui.bootstrap import Tieline
from ui.questions.catalogue import ALL
from ui.settings import Settings

ASKED = ("--reason", "By letter of 3 March")


@pytest.fixture
def terminal(settings: Settings) -> CommandLine:
    terminal = CommandLine(settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    terminal.does("open", "Bay Foods", "--on", "2020-01-01")
    terminal.does("team", "join", "Harbour Foods", "Lead", "IT", "Ann Lee", "--on", "2022", "--reason", "New")
    terminal.does("interaction", "Bay Foods", "call", "Ann Lee rang", "--on", "2022-03", "--reported-by", "Ann Lee")
    terminal.does("interaction", "Bay Foods", "call", "ANN LEE's gate", "--on", "2022-04-02")
    terminal.does("team", "join", "Harbour Foods", "Help", "IT", "Ann Dal", "--on", "2022")
    terminal.does("showcase", "start", "Bay Foods", "Ann Lee's trial", "--on", "2022-06")
    return terminal


def answering(terminal: CommandLine, typed: str, *arguments: str) -> Result:
    return invoked(*arguments, env=environment(terminal.settings), typed=typed)


def test_the_people_on_record_are_listed(terminal: CommandLine) -> None:
    said = terminal.does("people")
    assert said.startswith("2 on record\n")
    assert [line.split()[:2] for line in said.splitlines()[2:]] == [["Ann", "Dal"], ["Ann", "Lee"]]
    assert [(each["name"], each["records"], each["accounts"]) for each in terminal.json("people")] == [
        ("Ann Dal", 1, 1),
        ("Ann Lee", 2, 2),
    ]


def test_nobody_on_record_is_said(settings: Settings) -> None:
    assert CommandLine(settings).does("people") == "Nobody is named on record yet.\n"


def test_first_it_is_shown_what_it_will_affect(terminal: CommandLine) -> None:
    before = terminal.recorded()
    said = terminal.does("forget", "ann lee", "--dry-run")
    assert [line.split() for line in said.splitlines()[2:4]] == [
        ["Bay", "Foods", "2", "1", "2", "Mar", "2022", "2", "Apr", "2022"],
        ["Harbour", "Foods", "1", "1", "0", "2022", "2022"],
    ]
    assert "Call: Ann Lee rang." in said
    assert "Destroyed would be the name, and all words of 2 records." in said
    assert "they stand in the clear and stay" in said
    assert "Bay Foods, title: “Ann Lee's trial” (record 7)" in said
    assert terminal.recorded() == before
    assert "Ann Lee rang" in terminal.does("replay", "Bay Foods")


def test_the_same_is_there_as_json(terminal: CommandLine) -> None:
    shown = terminal.json("forget", "Ann Lee", "--dry-run", "--also", "Annie")
    assert shown["records"] == 3
    assert shown["spellings"] == ["Ann Lee", "Annie"]
    assert shown["destroyed"] == {"names": 1, "words_of_records": 2}
    bay, harbour = shown["accounts"]
    assert (bay["name"], bay["records"], bay["naming"], bay["mentioning"]) == ("Bay Foods", [4, 5], 1, 2)
    assert (bay["first"], bay["last"], harbour["first"]) == ("2022-03", "2022-04-02", "2022")
    assert [(each["where"], each["text"]) for each in shown["stays"]] == [("title", "Ann Lee's trial")]
    assert terminal.json("forget", "Ann Lee", "--dry-run", "--keep-words")["destroyed"]["words_of_records"] == 0


def test_who_types_the_name_again_forgets_the_person(terminal: CommandLine) -> None:
    decided = ("--decided-by", "Ann Lee", "--reason", "Quick")
    terminal.does("classify", "Bay Foods", "emerging", "--on", "2022", *decided)
    result = answering(terminal, "Ann  Lee\n", "forget", "Ann Lee", *ASKED)
    assert result.exit_code == 0
    assert "This cannot be undone. Type the name" in result.stderr
    last = result.stdout.splitlines()[-1]
    assert last.startswith("Recorded for the company as event 9, ")
    assert last.endswith("): 4 records, the words of 2 were destroyed — By letter of 3 March.")
    for shown in (
        ("replay", "Bay Foods"),
        ("timeline", "Bay Foods"),
        ("replay", "Harbour Foods", "--json"),
        ("people",),
    ):
        said = terminal.does(*shown)
        assert "[forgotten]" in said
        assert "Lee rang" not in said
        assert "Ann Lee" not in said.replace("Ann Lee's trial", "")
    for question in ALL:
        assert "Ann Lee" not in terminal.does("ask", question.key).replace("Ann Lee's trial", "")
    assert terminal.does("verify").startswith("Everything is as it was recorded: 9 events")


@pytest.mark.parametrize("typed", ["", "\n", "Ann Dal\n", "yes\n"])
def test_who_types_anything_else_forgets_nobody(terminal: CommandLine, typed: str) -> None:
    before = terminal.recorded()
    result = answering(terminal, typed, "forget", "Ann Lee", *ASKED)
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Another name was typed, so nobody was forgotten: type the name as it is shown above.\n"
    )
    assert terminal.recorded() == before
    assert "Ann Lee" in terminal.does("people")


def test_with_yes_nothing_is_asked_and_the_answer_is_there_as_json(terminal: CommandLine) -> None:
    answer = terminal.json("forget", "Ann Lee", "--yes", *ASKED)
    assert (answer["recorded"], answer["repeated"]) == (1, False)
    assert answer["events"][0]["kind"] == "person-forgotten"
    assert "Ann Lee" not in str(answer)


def test_a_repeat_under_its_id_records_nothing_twice(terminal: CommandLine) -> None:
    terminal.does("forget", "Ann Lee", "--yes", *ASKED, "--command-id", "f1")
    again = terminal.does("forget", "Ann Lee", "--yes", *ASKED, "--command-id", "f1")
    assert again.startswith("Already recorded for the company as event 8, ")
    assert "already used for another command" in terminal.refuses(
        "forget", "Ann Dal", "--yes", *ASKED, "--command-id", "f1"
    )


def test_somebody_who_is_only_mentioned_is_forgotten_where_that_is_said(terminal: CommandLine) -> None:
    terminal.does("interaction", "Bay Foods", "call", "Cy Moor rang", "--on", "2022-05")
    assert "add --only-mentioned" in terminal.refuses("forget", "Cy Moor", "--yes", *ASKED)
    said = terminal.does("forget", "Cy Moor", "--only-mentioned", "--yes", *ASKED)
    assert "Destroyed would be no name, for no record has one, and all words of 1 record." in said
    assert "Mentioned person forgotten: 1 record, the words of 1 were destroyed" in said
    assert "Cy Moor" not in terminal.does("replay", "Bay Foods")


def test_what_cannot_be_is_refused_in_one_sentence(terminal: CommandLine) -> None:
    assert terminal.refuses("forget", "Ann", "--yes", *ASKED) == (
        "Nobody of the name “Ann” is on record: write the whole name or the id of one of “Ann Dal”, “Ann Lee”, or add "
        "--only-mentioned for somebody whom nothing but people's words mention."
    )
    assert "say who asked for it" in terminal.refuses("forget", "Ann Lee", "--yes")
    assert "The reason names the person" in terminal.refuses("forget", "Ann Lee", "--yes", "--reason", "ann lee asked")
    for named in ((), ("Ann Lee", "--complete"), (" ",)):
        assert "one of the two" in terminal.refuses("forget", *named)
    assert "add --yes" in terminal.refuses("forget", "Ann Lee", "--json", *ASKED)
    assert "too short" in terminal.refuses("forget", "Ann Lee", "--also", "A", "--yes", *ASKED)
    result = terminal.run("forget", "Cy Moor", "--only-mentioned", "--yes", *ASKED)
    assert result.exit_code == 2
    assert result.stderr.startswith("Nobody was found to forget")


def test_it_is_not_offered_where_records_are_made(terminal: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"account": "company", "do": "forget", "on": "2026", "people": "x", "records": 1, "keys": 1}\n')
    before = terminal.recorded()
    assert "“forget” is no command" in terminal.run("record", str(file)).stdout
    assert terminal.recorded() == before


def test_what_was_interrupted_is_completed_without_naming_anybody(settings: Settings, terminal: CommandLine) -> None:
    tieline = Tieline(settings)
    tieline.keys.look("SELECT 1")
    with tieline.keys.write() as connection:
        tieline.keys.run(connection, "INSERT INTO erasure_due (id) VALUES (1)")
    tieline.close()
    assert terminal.does("forget", "--complete") == "Completed: whoever was forgotten is.\n"
    assert terminal.json("forget", "--complete") == {"was_complete": True}
    tieline = Tieline(settings)
    assert tieline.keys.look("SELECT id FROM erasure_due") == []
    tieline.close()
