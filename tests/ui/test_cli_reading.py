"""Reading from the command line: replay, timeline, accounts and the state of the views, for a person and as JSON."""

from datetime import UTC, datetime

import pytest
from eventsourcing.persistence import StoredEvent

from domain.access import local_actor
from domain.history.when import parse_when
from domain.ledger.record import Append, Envelope
from domain.relationship.opening import OpenRelationship
from projections.catalogue import ALL
from tests.ui.command_line import CommandLine
from ui.bootstrap import Tieline
from ui.cli.options import known_at
from ui.settings import Settings


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    """An account whose story was recorded out of order: emerging since 2020 was learned after strategic since 2023."""
    cli = CommandLine(settings)
    cli.does("open", "Harbour Foods", "--on", "2019")
    cli.does("classify", "harbour", "strategic", "--on", "2023-03", "--reason", "Shares its forecasts")
    cli.does("classify", "harbour", "emerging", "--on", "2020", "--reason", "Quick to try things")
    cli.does("plan", "agree", "harbour", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11")
    cli.does("showcase", "start", "harbour", "RFID", "--on", "2024-Q2", "--reason", "Faster counts?")
    cli.does("milestone", "plan", "harbour", "Web orders", "--party", "the account", "--due", "2025-Q2", "--on", "2024")
    cli.does("link", "live", "harbour", "Orders", "--kind", "EDI", "--on", "2022")
    cli.does("interaction", "harbour", "visit", "Saw the dock", "--on", "2190", "--reported-by", "Ann Lee")
    return cli


def test_a_replay_says_each_event_in_the_order_recorded_on_one_line(cli: CommandLine) -> None:
    lines = cli.does("replay", "harbour").splitlines()
    assert [line.split()[0] for line in lines[:8]] == [str(seq) for seq in range(1, 9)]
    assert "Mar 2023     Classified strategic — Shares its forecasts.  [recorded " in lines[1]
    assert " UTC by local:" in lines[1]
    assert lines[7].endswith("; reported by Ann Lee]")


def test_a_replay_ends_with_the_state_of_today(cli: CommandLine) -> None:
    said = cli.does("replay", "harbour")
    assert "class      strategic since Mar 2023" in said
    assert "plan       “Growth”, 1 Jan 2025 up to, not including, 1 Jan 2028" in said
    assert "showcase   “RFID”, started Q2 2024: running" in said
    assert "milestone  “Web orders” (the account), due Q2 2025: overdue" in said
    assert "link       “Orders”, live since 2022: live" in said


def test_a_replay_stops_at_a_number_and_shows_what_was_known_then(cli: CommandLine) -> None:
    shown = cli.json("replay", "harbour", "--to-seq", "2")
    assert [each["seq"] for each in shown["events"]] == [1, 2]
    assert (shown["state"]["class"], shown["state"]["class_since"]) == ("strategic", "2023-03")
    assert shown["state"]["plans"] == []


def test_a_replay_stops_at_what_was_recorded_by_a_time(cli: CommandLine) -> None:
    recorded_at = cli.json("replay", "harbour")["events"][2]["recorded_at"]
    shown = cli.json("replay", "harbour", "--known-at", recorded_at)
    assert [each["seq"] for each in shown["events"]] == [1, 2, 3]
    assert "3 events recorded by " in cli.does("replay", "harbour", "--known-at", recorded_at)


def test_a_replay_by_today_has_everything_and_one_by_long_ago_says_kindly_that_nothing_was_known(
    cli: CommandLine,
) -> None:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert len(cli.json("replay", "harbour", "--known-at", today)["events"]) == 8
    said = cli.does("replay", "harbour", "--known-at", "2001-02-03")
    assert said == "Nothing was on record of Harbour Foods by 3 Feb 2001, 23:59 UTC.\n"
    assert cli.json("replay", "harbour", "--known-at", "2001-02-03")["events"] == []


def test_what_is_ahead_is_among_the_events_but_not_in_the_state_of_today(cli: CommandLine) -> None:
    cli.does("classify", "harbour", "integrated", "--on", "2190", "--reason", "Planned")
    shown = cli.json("replay", "harbour")
    assert shown["events"][-1]["happened"] == "2190"
    assert shown["state"]["class"] == "strategic"
    assert cli.json("replay", "harbour", "--as-of", "2190")["state"]["class"] == "integrated"


def test_a_replay_as_json_is_account_events_and_state(cli: CommandLine) -> None:
    shown = cli.json("replay", "harbour")
    assert set(shown) == {"account", "events", "state"}
    assert shown["events"][1]["sentence"] == "Classified strategic — Shares its forecasts."
    assert shown["events"][1]["recorded_at"].endswith("Z")
    assert shown["state"]["plans"][0]["ends"] == "2028-01-01"


def test_a_timeline_is_in_the_order_that_things_happened_and_marks_what_is_uncertain(cli: CommandLine) -> None:
    shown = cli.json("timeline", "harbour", "--as-of", "2024-04-15")
    assert [each["happened"] for each in shown["events"]] == ["2019", "2020", "2022", "2023-03", "2024", "2024-Q2"]
    assert [each["certain"] for each in shown["events"]] == [True, True, True, True, False, False]
    lines = cli.does("timeline", "harbour", "--as-of", "2024-04-15").splitlines()
    assert [line.endswith("(perhaps later)") for line in lines] == [False] * 4 + [True] * 2


def test_a_timeline_of_a_year_counts_to_its_last_day(cli: CommandLine) -> None:
    events = cli.json("timeline", "harbour", "--as-of", "2024")["events"]
    assert len(events) == 7
    assert all(each["certain"] for each in events)


def test_a_timeline_before_the_beginning_says_so(cli: CommandLine) -> None:
    assert "Nothing had happened to Harbour Foods by 31 Dec 1999" in cli.does("timeline", "harbour", "--as-of", "1999")


def test_the_accounts_are_listed_with_class_plan_and_last_event(cli: CommandLine) -> None:
    row = cli.json("accounts", "--as-of", "2025-01-15")["accounts"][0]
    assert (row["name"], row["class"], row["class_since"], row["plan"]) == (
        "Harbour Foods", "strategic", "2023-03-01", "Growth",
    )  # fmt: skip
    assert (row["last_event"], row["last_until"]) == ("2024-11-01", "2024-11-30")
    said = cli.does("accounts", "--as-of", "2025-01-15")
    assert "Mar 2023" in said
    assert "Growth, to 1 Jan 2028" in said
    assert "Nov 2024" in said
    assert "No account was on record by" in cli.does("accounts", "--known-at", "2001-01-01")


def test_an_empty_tieline_says_what_to_do(settings: Settings) -> None:
    empty = CommandLine(settings)
    assert "tieline open" in empty.does("accounts")
    assert "open it first (tieline open)" in empty.refuses("replay", "Harbour Foods")


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2026-11-22", "2026-11-22T23:59:59.999999+00:00"),
        ("2026-11-22T09:14", "2026-11-22T09:14:59.999999+00:00"),
        ("2026-11-22 09:14:05", "2026-11-22T09:14:05.999999+00:00"),
        ("2026-11-22T09:14:05.000123Z", "2026-11-22T09:14:05.000123+00:00"),
        ("2026-11-22T09:14+02:00", "2026-11-22T07:14:59.999999+00:00"),
        ("2199-12-31", "2199-12-31T23:59:59.999999+00:00"),
    ],
)
def test_a_time_counts_to_the_end_of_what_is_written(written: str, last: str) -> None:
    since = datetime.fromisoformat(last) - datetime(1970, 1, 1, tzinfo=UTC)
    assert known_at(written) == (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def test_the_views_are_up_to_date_after_each_command(cli: CommandLine) -> None:
    shown = cli.json("projections", "status")
    assert shown["head"] == 8
    assert [(each["name"], each["position"], each["status"]) for each in shown["projections"]] == [
        (each.name, 8, "up to date") for each in ALL
    ]
    assert "The ledger has 8 events" in cli.does("projections", "status")


def test_rebuilt_views_answer_the_same(cli: CommandLine) -> None:
    before = cli.json("accounts"), cli.json("timeline", "harbour")
    assert "Rebuilt portfolio up to event 8" in cli.does("projections", "rebuild")
    assert [each["name"] for each in cli.json("projections", "rebuild", "timeline")["rebuilt"]] == ["timeline"]
    assert (cli.json("accounts"), cli.json("timeline", "harbour")) == before


def test_a_view_that_does_not_exist_is_refused_with_those_that_do(cli: CommandLine) -> None:
    assert "timeline, portfolio" in cli.refuses("projections", "rebuild", "ledger")


def test_a_view_that_stopped_says_at_which_event_and_why(settings: Settings) -> None:
    cli = CommandLine(settings)
    cli.does("open", "Harbour Foods")
    account = cli.json("accounts")["accounts"][0]["id"]
    tieline = Tieline(settings)
    unknown = StoredEvent(account, 2, "from-the-future@1", b"{}")
    envelope = Envelope(recorded_by="local:kim")
    tieline.tracker.recorder.append([Append(command_id="x", fingerprint=b"", events=[unknown], envelope=envelope)])
    tieline.engine.catch_up()
    tieline.close()

    status = cli.run("projections", "status")
    assert "stopped at event 2 (from-the-future)" in status.stdout
    assert "run “tieline projections rebuild timeline” once the cause is mended" in status.stderr
    read = cli.run("accounts")
    assert (read.exit_code, "what was recorded later is missing" in read.stderr) == (0, True)
    assert "is stopped, so Tieline cannot tell which accounts are on record" in cli.run("open", "Pine").stderr
    rebuilt = cli.run("projections", "rebuild", "timeline")
    assert rebuilt.exit_code == 2
    assert "stopped at event 2 (from-the-future)" in rebuilt.stderr
    replayed = cli.run("replay", "harbour")
    assert (replayed.exit_code, replayed.stdout) == (2, "")
    assert "does not know: upgrade it" in replayed.stderr


def test_an_account_that_a_stopped_view_does_not_know_is_found_by_its_id(cli: CommandLine) -> None:
    tieline = Tieline(cli.settings)
    unknown = StoredEvent("relationship-unknown", 1, "from-the-future@1", b"{}")
    envelope = Envelope(recorded_by="local:kim")
    tieline.tracker.recorder.append([Append(command_id="x", fingerprint=b"", events=[unknown], envelope=envelope)])
    opened = OpenRelationship(on=parse_when("2020"), name="Mill Lane")
    tieline.tracker.handle("relationship-mill", opened, by=local_actor("kim"))
    tieline.close()

    assert cli.run("replay", "Mill Lane").exit_code == 2
    assert "Opened as an account: Mill Lane." in cli.run("replay", "relationship-mill").stdout
