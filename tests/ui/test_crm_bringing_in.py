"""A batch from files: tried without a trace, recorded once, found again by its links, and taken back."""

from collections.abc import Callable

import msgspec
import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when as when
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import IdentifyRelationship, OpenRelationship
from projections.external_ids import external_ids
from projections.imports import imports
from projections.portfolio import names
from projections.records import records
from tests.ui.crm_files import (
    ACCOUNTS,
    ASSOCIATIONS,
    AUDIT,
    COMPANIES,
    ENGAGEMENTS,
    HISTORY,
    OPPORTUNITIES,
    PHONE_CALLS,
    STAGES,
    TASKS,
    USERS,
    brought_in,
    counts,
    files,
    plan,
)
from ui.bootstrap import Tieline
from ui.crm.accounts import LEAVE, OPEN
from ui.crm.bringing_in import OTHER_CONTENT, bring_in
from ui.crm.steps import TWICE
from ui.crm.telling import not_recorded, told

SALESFORCE = {
    "accounts": ACCOUNTS, "tasks": TASKS, "opportunities": OPPORTUNITIES, "users": USERS, "history": HISTORY,
    "stages": STAGES,
}  # fmt: skip
HUBSPOT = {"companies": COMPANIES, "engagements": ENGAGEMENTS, "associations": ASSOCIATIONS}


def on_record(tieline: Tieline) -> list[str]:
    """Every record as a person reads it, in the order that things happened."""
    last = tieline.tracker.recorder.head()[0]
    found = records(tieline.tracker.recorder, tieline.tracker.codec, range(1, last + 1), {})
    return [f"{each.happened} {each.sentence}" for each in sorted(found, key=lambda each: (each.happened, each.seq))]


def everything(tieline: Tieline) -> list[list[tuple[object, ...]]]:
    """All that the databases hold, but for positions of views that were fed nothing."""
    tables = ("events", "commands", "snapshots", "portfolio_change", "external_id")
    ledger = [sorted(tieline.database.look(f"SELECT * FROM {table}"), key=repr) for table in tables]
    return [*ledger, *(sorted(tieline.keys.look(f"SELECT * FROM {table}"), key=repr) for table in ("people", "keys"))]


def open_(tieline: Tieline, name: str, by: Actor, *others: Command, stream: str = "") -> str:
    stream = stream or f"relationship-{name.split(maxsplit=1)[0].casefold()}"
    for command in (OpenRelationship(on=when("2020"), name=name), *others):
        tieline.handle(stream, command, by=by)
    return stream


def test_a_dry_run_answers_for_every_row_and_writes_nothing(tieline: Tieline, kim: Actor) -> None:
    open_(tieline, "Brook Bakers", kim)
    before = everything(tieline)
    tried = brought_in(tieline, kim, dry_run=True, these=SALESFORCE)
    assert everything(tieline) == before
    assert tried.batches == ()
    assert "would be recorded" in told(tried, dry_run=True)
    done = brought_in(tieline, kim, these=SALESFORCE)
    assert counts(done) == counts(tried) == (19, 12, 1, 1, 5)
    assert (done.opened, done.linked) == (tried.opened, tried.linked) == (1, 2)
    assert done.batches == (imports(tieline.tracker.recorder, tieline.tracker.codec)[0].batch,)


def test_what_is_recorded_reads_as_what_happened_with_author_and_who_reported_it(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    brought_in(sqlite_tieline, kim, these=SALESFORCE)
    said = on_record(sqlite_tieline)
    assert "2025-09-02 Call (0.75 h): Pallet sizes: Two heights, no more." in said
    assert "2025-09-01 Opened as an account: Brook & Sons." in said, "under the name that it had then"
    assert "2025-10-06 Renamed to Brook Bakers." in said
    assert "2025-08-01 Known in Salesforce as 001000000000012AAA." in said
    last = sqlite_tieline.tracker.recorder.head()[0]
    found = records(sqlite_tieline.tracker.recorder, sqlite_tieline.tracker.codec, range(1, last + 1), {})
    assert {each.recorded_by for each in found} == {"local:kim"}
    assert {each.reported_by for each in found} == {"", "Rune Vik", "Siv Lie"}
    assert names(sqlite_tieline.database)["name"].tolist() == ["Brook Bakers", "Heron Stores"]


def test_the_same_files_again_record_nothing_and_more_rows_record_only_these(tieline: Tieline, kim: Actor) -> None:
    first = brought_in(tieline, kim, these=SALESFORCE)
    head = tieline.tracker.recorder.head()
    again = brought_in(tieline, kim, these=SALESFORCE)
    assert counts(again) == (19, 0, 13, 1, 5)
    assert (again.opened, again.linked, again.batches) == (0, 0, ())
    assert tieline.tracker.recorder.head() == head
    more = TASKS + "00t000000000029AAA,,One more,2025-11-01,Completed,,,false,001000000000011AAA,true,,\n"
    later = brought_in(tieline, kim, these={**SALESFORCE, "tasks": more})
    assert counts(later) == (20, 1, 13, 1, 5)
    assert later.batches != first.batches


def test_a_row_that_says_something_else_by_now_is_refused_and_what_is_on_record_stays(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    brought_in(sqlite_tieline, kim, tasks=TASKS, accounts=ACCOUNTS)
    changed = brought_in(sqlite_tieline, kim, tasks=TASKS.replace("Autumn range", "Winter range"), accounts=ACCOUNTS)
    assert [(each.line, each.why) for each in changed.refused] == [
        (2, OTHER_CONTENT), (7, "The column ActivityDate is empty: a row says when it happened."),
    ]  # fmt: skip
    assert not any("Winter" in each for each in on_record(sqlite_tieline))


def test_rows_without_ids_are_known_by_what_they_say_and_one_said_twice_is_recorded_once(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    text = "Date,Subject,Company\n" + "2025-04-17,Prices,Brook Bakers\n" * 3 + "2025-04-18,Prices,Brook Bakers\n"
    for dry_run in (True, False):
        outcome = brought_in(sqlite_tieline, kim, dry_run=dry_run, notes=text)
        assert counts(outcome) == (4, 2, 2, 0, 0)
    assert counts(brought_in(sqlite_tieline, kim, notes=text)) == (4, 0, 4, 0, 0)


def test_an_id_that_two_rows_of_a_file_have_is_refused_the_second_time(sqlite_tieline: Tieline, kim: Actor) -> None:
    text = "Id,Date,Subject,Company\n1,2025-04-17,Prices,Brook Bakers\n1,2025-04-17,Stock,Brook Bakers\n"
    outcome = brought_in(sqlite_tieline, kim, notes=text)
    assert counts(outcome) == (2, 1, 0, 1, 0)
    assert outcome.refused[0].why == TWICE


def test_a_batch_is_taken_back_and_can_be_brought_in_again(tieline: Tieline, kim: Actor) -> None:
    first = brought_in(tieline, kim, these=SALESFORCE)
    fates = tieline.retract_batch(first.batches[0], "The wrong files", by=kim)
    assert {each.fate for each in fates} == {"reversed"}
    assert names(tieline.database).empty
    assert external_ids(tieline.database) == []
    again = brought_in(tieline, kim, these=SALESFORCE)
    assert counts(again) == counts(first)
    assert (again.opened, again.linked) == (2, 2)
    assert again.batches != first.batches
    assert names(tieline.database)["name"].tolist() == ["Brook Bakers", "Heron Stores"]
    tieline.retract_batch(again.batches[0], "Wrong again", by=kim)
    assert counts(brought_in(tieline, kim, these=SALESFORCE)) == counts(first)


def test_what_was_interrupted_goes_on_in_the_same_batch(sqlite_tieline: Tieline, kim: Actor) -> None:
    text = "Id,Date,Subject,Company\n" + "".join(f"{n},2025-04-17,Prices {n},Brook Bakers\n" for n in range(1200))

    class Stopped(Exception):
        pass

    def stop(done: int, rows: int) -> None:
        if done < rows:
            raise Stopped

    with pytest.raises(Stopped):
        bring_in(sqlite_tieline, plan(sqlite_tieline, files(notes=text), kim), by=kim, progress=stop)
    outcome = brought_in(sqlite_tieline, kim, notes=text)
    assert 0 < outcome.already_recorded < 1200
    assert outcome.recorded + outcome.already_recorded == 1200
    assert len(imports(sqlite_tieline.tracker.recorder, sqlite_tieline.tracker.codec)) == 2


def test_accounts_are_found_by_their_links_then_by_their_names_and_the_link_is_kept(
    tieline: Tieline, kim: Actor
) -> None:
    linked = open_(
        tieline, "Another name", kim,
        IdentifyRelationship(on=when("2021"), system="salesforce", external_id="001000000000011"),
    )  # fmt: skip
    named = open_(tieline, "heron  stores", kim)
    found = plan(tieline, files(accounts=ACCOUNTS, tasks=TASKS), kim, open_new=False).found
    assert [(each.stream, each.how, each.links) for each in found] == [
        (linked, "by its id", False), (named, "by its name", True),
    ]  # fmt: skip
    brought_in(tieline, kim, accounts=ACCOUNTS, tasks=TASKS)
    assert (named, "salesforce", "001000000000012AAA") in external_ids(tieline.database)
    (only, again) = plan(tieline, files(tasks=TASKS), kim, open_new=False).found
    assert (only.how, again.how, again.stream) == ("by its id", "cannot be told", ""), (
        "a merged id alone is not guessed"
    )
    found = plan(tieline, files(tasks=TASKS, accounts=ACCOUNTS), kim, open_new=False).found
    assert [each.how for each in found] == ["by its id", "by its id"]


def test_a_link_follows_its_account_into_the_one_it_was_merged_with(sqlite_tieline: Tieline, kim: Actor) -> None:
    stream = open_(
        sqlite_tieline, "Heron Stores", kim,
        IdentifyRelationship(on=when("2021"), system="Salesforce", external_id="001000000000013AAA"),
    )  # fmt: skip
    outcome = brought_in(sqlite_tieline, kim, open_new=False, these=SALESFORCE)
    assert outcome.linked == 1
    assert external_ids(sqlite_tieline.database) == [(stream, "salesforce", "001000000000012AAA")]


def test_what_cannot_be_told_is_listed_and_never_opened_by_itself(sqlite_tieline: Tieline, kim: Actor) -> None:
    open_(sqlite_tieline, "Brook Bakers", kim)
    open_(sqlite_tieline, "Brook Bakers", kim, stream="relationship-other")
    outcome = brought_in(sqlite_tieline, kim, these=HUBSPOT)
    assert counts(outcome) == (6, 0, 0, 0, 6)
    reasons = {each.line: each.why for each in outcome.left_out}
    assert (
        "It could be “Brook Bakers” (relationship-brook) or “Brook Bakers” (relationship-other): choose one."
        in reasons[2]
    )
    assert "has no name in the files" in reasons[4]
    assert "more than one account called “Dune Clinics” (300000000004, 300000000005)" in reasons[6]
    table = not_recorded(outcome, [table for table, _ in files(**HUBSPOT)])
    assert table["Line"].tolist() == [2, 3, 4, 5, 6, 7]
    assert table["SUBJECT"].tolist()[1] == "Range day"


def test_what_somebody_chose_goes_where_they_said(sqlite_tieline: Tieline, kim: Actor) -> None:
    brook = open_(sqlite_tieline, "Brook Bakers", kim)
    dropped = files(**HUBSPOT)
    tokens = {each.company.id: each.company.token for each in plan(sqlite_tieline, dropped, kim).found}
    chosen = {
        tokens["300000000003"]: brook, tokens["300000000004"]: OPEN, tokens["300000000002"]: LEAVE,
    }  # fmt: skip
    outcome = bring_in(sqlite_tieline, plan(sqlite_tieline, dropped, kim, chosen=chosen), by=kim)
    assert counts(outcome) == (6, 3, 0, 0, 3)
    assert [each.why for each in outcome.left_out if each.line == 3] == ["Its account was left out."]
    assert names(sqlite_tieline.database)["name"].tolist() == ["Brook Bakers", "Dune Clinics"]
    assert (brook, "hubspot", "300000000001") in external_ids(sqlite_tieline.database), "the first of two ids is kept"


def test_another_id_in_the_same_system_is_not_taken_for_the_same_account(sqlite_tieline: Tieline, kim: Actor) -> None:
    open_(
        sqlite_tieline, "Brook Bakers", kim,
        IdentifyRelationship(on=when("2021"), system="Salesforce", external_id="001000000000077AAA"),
    )  # fmt: skip
    (found, _) = plan(sqlite_tieline, files(accounts=ACCOUNTS, tasks=TASKS), kim).found
    assert (found.how, found.stream) == ("cannot be told", "")
    assert "as 001000000000077AAA, not as 001000000000011AAA" in found.why


def test_all_rows_can_be_of_one_account_that_was_chosen(sqlite_tieline: Tieline, kim: Actor) -> None:
    brook = open_(sqlite_tieline, "Brook Bakers", kim)
    ((table, how),) = files(audit=AUDIT)
    whole = [(table, msgspec.structs.replace(how, account=brook))]
    outcome = bring_in(sqlite_tieline, plan(sqlite_tieline, whole, kim), by=kim)
    assert counts(outcome) == (2, 2, 0, 0, 0)
    assert "2025-02-01 Observed: Something changed in Dynamics 365; the row does not say what." in on_record(
        sqlite_tieline
    )


def test_a_list_of_accounts_alone_opens_and_links_them(sqlite_tieline: Tieline, kim: Actor) -> None:
    open_(sqlite_tieline, "Brook Bakers", kim)
    left = brought_in(sqlite_tieline, kim, open_new=False, dry_run=True, companies=COMPANIES)
    assert counts(left) == (5, 1, 0, 0, 4)
    outcome = brought_in(sqlite_tieline, kim, companies=COMPANIES)
    assert counts(outcome) == (5, 2, 0, 0, 3)
    assert (outcome.opened, outcome.linked) == (1, 2)
    assert counts(brought_in(sqlite_tieline, kim, companies=COMPANIES)) == (5, 0, 2, 0, 3)
    assert "2025-01-11 Opened as an account: Heron Stores." in on_record(sqlite_tieline)
    merged = brought_in(sqlite_tieline, kim, accounts=ACCOUNTS)
    assert {each.line: each.why for each in merged.left_out} == {
        4: "It was merged into Heron Stores, which stands for both.", 5: "It was deleted in Salesforce.",
    }  # fmt: skip


def test_what_the_command_layer_refuses_is_a_refused_row_and_stops_none_after_it(tieline: Tieline, kim: Actor) -> None:
    text = "Date,Subject,Company\n2025-04-17,,Brook Bakers\n2025-04-18,Prices,Brook Bakers\n2025-04-19,\ud83d\ude00 seen,Brook Bakers\n"
    for dry_run in (True, False):
        outcome = brought_in(
            tieline, kim, dry_run=dry_run, notes=text.encode("utf-16", "surrogatepass").decode("utf-16")
        )
        assert counts(outcome) == (3, 2, 0, 1, 0)
        assert "Nothing was entered for the summary" in outcome.refused[0].why


def test_somebody_confined_to_their_own_records_about_these_and_other_rows_are_refused(
    tieline: Tieline, kim: Actor
) -> None:
    theirs = open_(tieline, "Brook Bakers", kim)
    others = open_(tieline, "Heron Stores", kim)
    ann = Actor("oidc:ann", frozenset({"account manager"}), own=frozenset({theirs}))
    before = len(tieline.tracker.history(others))
    dropped = files(**SALESFORCE)
    found = plan(tieline, dropped, ann)
    assert {each.company.name: each.how for each in found.found} == {
        "Brook Bakers": "by its name",
        "Heron Stores": "not yours",
    }
    outcome = bring_in(tieline, found, by=ann, dry_run=True)
    assert {each.why for each in outcome.refused if each.account == "Heron Stores"} == {
        "“Heron Stores” is none of the accounts assigned to you: ask an administrator to assign it, or choose to open it."
    }
    smuggled = msgspec.structs.replace(found.found[1], stream=others, how="chosen")
    found.places = [
        tuple(smuggled if each.company.name == "Heron Stores" else each for each in places) for places in found.places
    ]
    outcome = bring_in(tieline, found, by=ann)
    assert any("Heron" in each.account for each in outcome.refused), "the command layer refuses them all the same"
    assert len(tieline.tracker.history(others)) == before


def test_rows_that_lie_before_what_is_on_record_are_judged_as_fast(sqlite_tieline: Tieline, kim: Actor) -> None:
    looked = LogInteraction(on=when("2026-11"), kind="call", summary="Today")
    stream = open_(sqlite_tieline, "Brook Bakers", kim, looked)
    text = "Date,Subject,Company\n" + "".join(f"2025-04-{1 + n % 30:02},Prices {n},Brook Bakers\n" for n in range(60))
    folds = counting_folds(sqlite_tieline)
    outcome = brought_in(sqlite_tieline, kim, notes=text)
    assert outcome.recorded == 60
    assert folds() < 10
    assert sqlite_tieline.tracker.load(stream) == sqlite_tieline.tracker.around.relationship(stream, when("2027").first)


def counting_folds(tieline: Tieline) -> Callable[[], int]:
    """How many times a whole history is read from now on."""
    looked = 0
    select = tieline.tracker.recorder.select_events

    def counted(*arguments: object, **options: object) -> object:
        nonlocal looked
        looked += 1
        return select(*arguments, **options)  # type: ignore[arg-type]  # handed on as they come

    tieline.tracker.recorder.select_events = counted  # type: ignore[method-assign,assignment]  # counted, and done all the same
    return lambda: looked


def test_phone_calls_find_accounts_by_name_and_others_are_listed(sqlite_tieline: Tieline, kim: Actor) -> None:
    open_(sqlite_tieline, "Brook Bakers", kim)
    outcome = brought_in(sqlite_tieline, kim, open_new=False, calls=PHONE_CALLS)
    assert counts(outcome) == (3, 1, 0, 1, 1)
    assert (
        outcome.left_out[0].why
        == "“Nowhere Known” is not on record: choose the relationship that it is, or to open it."
    )
