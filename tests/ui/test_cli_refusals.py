"""What a rule forbids is refused on the command line: one sentence, exit status 2, nothing written."""

import pytest

from tests.ui.command_line import CommandLine
from ui.settings import Settings


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    """An account of each class and one without."""
    return with_accounts(settings)


@pytest.fixture
def sqlite_cli(sqlite_settings: Settings) -> CommandLine:
    """The same where the database makes no difference."""
    return with_accounts(sqlite_settings)


def with_accounts(settings: Settings) -> CommandLine:
    cli = CommandLine(settings)
    for name in ("strategic", "integrated", "emerging", "stable"):
        cli.does("open", f"{name} foods", "--on", "2019")
        cli.does("classify", name, name, "--on", "2020", "--reason", "Judged at the review")
    cli.does("open", "unclassified foods", "--on", "2019")
    return cli


def agree(cli: CommandLine, account: str, starts: str, ends: str, on: str = "2024-11") -> str:
    return cli.refuses("plan", "agree", account, "--title", "Growth", "--from", starts, "--to", ends, "--on", on)


def test_a_two_year_plan_is_refused_for_a_strategic_account(cli: CommandLine) -> None:
    said = agree(cli, "strategic", "2025-01-01", "2027-01-01")
    assert "36 to 60 calendar months" in said
    assert "from 2028-01-01 to 2030-01-01" in said


def test_an_eighteen_month_plan_is_refused_for_an_integrated_account(cli: CommandLine) -> None:
    assert "11 to 13 calendar months" in agree(cli, "integrated", "2025-01", "2026-07")


@pytest.mark.parametrize("account", ["emerging", "stable", "unclassified"])
def test_any_joint_plan_is_refused_for_an_account_of_another_class(cli: CommandLine, account: str) -> None:
    assert "only strategic and integrated accounts do" in agree(cli, account, "2025", "2028")


def test_a_plan_that_ends_before_it_starts_is_refused(cli: CommandLine) -> None:
    assert "choose a later end" in agree(cli, "strategic", "2025", "2025")


def test_a_showcase_concluded_before_it_started_is_refused(cli: CommandLine) -> None:
    cli.does("showcase", "start", "strategic", "RFID", "--on", "2024-06-01")
    said = cli.refuses("showcase", "conclude", "strategic", "RFID", "scale", "--on", "2024-05-31")
    assert "choose 2024-06-01 or a later day" in said


def test_a_milestone_reached_twice_is_refused(cli: CommandLine) -> None:
    cli.does("milestone", "plan", "stable", "EDI", "--party", "own company", "--due", "2025", "--on", "2024")
    cli.does("milestone", "reach", "stable", "EDI", "--on", "2025-03-01")
    assert "reached once" in cli.refuses("milestone", "reach", "stable", "EDI", "--on", "2025-04-01")


def test_a_reclassification_that_would_orphan_a_live_plan_is_refused_and_says_how_to_settle_it(
    cli: CommandLine,
) -> None:
    cli.does("plan", "agree", "strategic", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11")
    said = cli.refuses("classify", "strategic", "stable", "--on", "2026", "--reason", "Left")
    assert "“Growth”" in said
    assert '--settle "PLAN=carry"' in said


def test_a_back_dated_class_that_breaks_a_later_plan_is_refused(cli: CommandLine) -> None:
    cli.does("plan", "agree", "strategic", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11")
    said = cli.refuses("classify", "strategic", "emerging", "--on", "2023", "--reason", "Late insight")
    assert "already effective in 2024-11" in said


def test_a_class_without_a_reason_is_refused(cli: CommandLine) -> None:
    assert "--reason" in cli.refuses("classify", "stable", "emerging", "--on", "2026")


def test_an_unknown_account_is_refused_with_those_there_are(cli: CommandLine) -> None:
    said = cli.refuses("interaction", "Riverside", "meeting", "Talked")
    assert "no relationship “Riverside”" in said
    assert "“stable foods”" in said


def test_an_ambiguous_account_is_refused_with_the_candidates(cli: CommandLine) -> None:
    cli.does("open", "strategy mills")
    said = cli.refuses("interaction", "strateg", "meeting", "Talked")
    assert "could be “strategic foods” or “strategy mills”" in said


def test_an_account_cannot_be_named_by_nothing(cli: CommandLine) -> None:
    assert "no relationship" in cli.refuses("interaction", " ", "meeting", "Talked")


def test_an_unknown_showcase_is_refused_with_those_there_are(cli: CommandLine) -> None:
    cli.does("showcase", "start", "strategic", "RFID", "--on", "2024")
    assert "name one of “RFID”" in cli.refuses("showcase", "conclude", "strategic", "CPFR", "stop")
    assert "record a showcase first" in cli.refuses("showcase", "conclude", "stable", "CPFR", "stop")


def test_plans_that_begin_alike_are_told_apart_by_more_of_the_title(cli: CommandLine) -> None:
    for title in ("Growth in the north", "Growth in the south"):
        cli.does("plan", "agree", "strategic", "--title", title, "--from", "2025", "--to", "2028", "--on", "2024-11")
    said = cli.refuses("plan", "close", "strategic", "growth", "--on", "2026")
    assert "“Growth in the north” or “Growth in the south”" in said


@pytest.mark.parametrize("typed", ["yesterday", "2024-13", "2024-02-30", "24", "", "1066"])
def test_a_date_that_is_none_is_refused_with_what_would_be_accepted(sqlite_cli: CommandLine, typed: str) -> None:
    assert "a quarter (2024-Q2)" in sqlite_cli.refuses("interaction", "stable", "meeting", "Talked", "--on", typed)


@pytest.mark.parametrize("typed", ["2026-13-01", "2026-01", "now", "2026-01-01T25:00", "2026-W10", "9999-12-32"])
def test_a_time_that_is_none_is_refused_with_what_would_be_accepted(sqlite_cli: CommandLine, typed: str) -> None:
    assert "2024-03-05T09:30" in sqlite_cli.refuses("replay", "stable", "--known-at", typed)


@pytest.mark.parametrize("typed", ["Growth", "Growth=keep", "=carry"])
def test_a_settlement_that_is_none_is_a_usage_error(sqlite_cli: CommandLine, typed: str) -> None:
    result = sqlite_cli.run("classify", "strategic", "stable", "--reason", "Left", "--settle", typed)
    assert result.exit_code == 2
    assert "Plan title=carry" in result.stderr


def test_a_plan_settled_in_two_ways_is_a_usage_error(sqlite_cli: CommandLine) -> None:
    sqlite_cli.does(
        "plan", "agree", "strategic", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11"
    )
    both = ("--settle", "Growth=carry", "--settle", "growth=close")
    result = sqlite_cli.run("classify", "strategic", "stable", "--reason", "Left", *both)
    assert result.exit_code == 2
    assert "settled twice" in result.stderr


@pytest.mark.parametrize(
    "typed",
    [
        ("classify", "strategic", "important"),
        ("plan", "agree", "strategic"),
        ("interaction", "strategic", "party", "Talked"),
        ("replay",),
        ("unheard-of",),
        ("serve", "--port", "0"),
        ("replay", "strategic", "--to-seq", "first"),
    ],
)
def test_what_is_typed_wrong_is_a_usage_error(sqlite_cli: CommandLine, typed: tuple[str, ...]) -> None:
    before = sqlite_cli.recorded()
    result = sqlite_cli.run(*typed)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert sqlite_cli.recorded() == before


def test_letters_that_steer_a_terminal_are_not_passed_on(sqlite_cli: CommandLine) -> None:
    assert "\x1b" not in sqlite_cli.refuses("replay", "\x1b[31mred")
    assert "\x1b" not in sqlite_cli.does("interaction", "stable", "note", "\x1b]0;title\x07Wrote\nhome")
    assert "\x1b" not in sqlite_cli.does("replay", "stable")


@pytest.mark.parametrize("typed", ["company", "policy"])
def test_what_is_no_relationship_is_not_taken_for_one(sqlite_cli: CommandLine, typed: str) -> None:
    assert "There is no relationship" in sqlite_cli.refuses("milestone", "drop", typed, "EDI", "--reason", "Gone")
    assert "There is no relationship" in sqlite_cli.refuses("timeline", typed)


def test_a_refusal_repeats_no_more_of_a_long_text_than_tells_which_it_was(sqlite_cli: CommandLine) -> None:
    said = sqlite_cli.refuses("timeline", "x" * 5000)
    assert f"“{'x' * 200}…” on record" in said
