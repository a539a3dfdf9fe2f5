"""Each kind of export is recognised, and its rows say what they say and no more."""

import pytest
from msgspec.structs import replace

from domain.relationship.interaction import LogInteraction
from domain.relationship.observation import NoteFact
from domain.relationship.opening import RenameRelationship
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
    files,
    read_rows,
)
from ui.crm.choosing import NotAmongThem, kinds_chosen, source_called, with_columns
from ui.crm.known import check_of, known_from, same_id
from ui.crm.mapping import kinds_in, notes_of, understood
from ui.crm.rows import Fallen, Told
from ui.crm.sentences import sentence
from ui.crm.sources import BY_ID

ALL = {
    "accounts": ACCOUNTS, "tasks": TASKS, "opportunities": OPPORTUNITIES, "users": USERS, "history": HISTORY,
    "stages": STAGES,
}  # fmt: skip


def says(told: list[Told]) -> dict[int, tuple[str, str, str]]:
    """When, of which accounts and what each row says, by its line."""
    return {
        each.line: (
            str(each.on),
            ", ".join(company.name or company.id for company in each.companies),
            sentence(each.command),
        )
        for each in told
    }


def why(fallen: list[Fallen]) -> dict[int, str]:
    return {each.line: f"{each.became}: {each.why}" for each in fallen}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ACCOUNTS, "salesforce-account"), (TASKS, "salesforce-task"), (OPPORTUNITIES, "salesforce-opportunity"),
        (USERS, "salesforce-user"), (HISTORY, "salesforce-account-history"), (STAGES, "salesforce-opportunity-history"),
        (COMPANIES, "hubspot-companies"), (ENGAGEMENTS, "hubspot-engagements"), (ASSOCIATIONS, "hubspot-associations"),
        (PHONE_CALLS, "dynamics-activities"), (AUDIT, "dynamics-audit"),
        ("(Do Not Modify) Account,Account Name\nx,y\n", "dynamics-accounts"),
        ("Id,Name\n001000000000011AAA,Brook\n", "salesforce-account"), ("Day,What\n2025,x\n", "table"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_columns_in_any_order_and_letter_case(text: str, kind: str) -> None:
    head, *body = text.splitlines()
    ((_, how),) = files(one="\n".join([head, *body]))
    ((_, upper),) = files(one="\n".join([head.upper(), *body]))
    assert how.source.id == upper.source.id == kind


def test_tasks_are_interactions_once_they_are_done() -> None:
    told, fallen = read_rows(files(**ALL), "tasks")
    assert says(told) == {
        2: ("2025-09-01", "Brook Bakers", "Note: Autumn range"),
        3: ("2025-09-02", "Brook Bakers", "Call (0.75 h): Pallet sizes: Two heights, no more"),
        5: ("2025-09-04", "Heron Stores", "Note: After the pilot"),
        6: ("2025-09-05", "Heron Stores", "Call (0.01 h): Two invoices"),
    }
    assert [each.author for each in told] == ["Rune Vik", "Rune Vik", "Siv Lie", "Siv Lie"]
    assert why(fallen) == {
        4: "left out: It was not done yet (Not Started).",
        7: "refused: The column ActivityDate is empty: a row says when it happened.",
        8: "left out: It was deleted in Salesforce.",
        9: "left out: It lies ahead, on 2027-03-01: bring it in once it has happened.",
    }


def test_without_the_other_files_ids_stay_ids_and_what_cannot_be_told_is_listed() -> None:
    told, fallen = read_rows(files(tasks=TASKS), "tasks")
    assert says(told)[2][1] == "001000000000011AAA"
    assert told[0].author == "Salesforce user 005000000000031AAA"
    assert "None of the files says which account the opportunity 006000000000041AAA is of" in why(fallen)[5]


def test_changes_of_fields_are_facts_and_a_new_name_is_a_renaming() -> None:
    told, fallen = read_rows(files(**ALL), "history")
    assert says(told) == {
        2: ("2025-10-01", "Brook Bakers", "Observed: In Salesforce, Rating changed from “Cold” to “Warm”"),
        3: ("2025-10-02", "Brook Bakers", "Observed: In Salesforce, Industry was set to “Food”"),
        4: (
            "2025-10-03",
            "Heron Stores",
            "Observed in people: In Salesforce, Owner changed from “Rune Vik” to “Siv Lie”",
        ),
        6: (
            "2025-10-04",
            "Heron Stores",
            "Observed in people: In Salesforce, Owner changed from “Siv Lie” to “Rune Vik”",
        ),
        7: ("2025-10-05", "Heron Stores", "Observed: In Salesforce, the record was created"),
        8: ("2025-10-06", "Brook Bakers", "Renamed to Brook Bakers"),
        9: ("2025-10-07", "Brook Bakers", "Observed: In Salesforce, Shelf Plan was cleared, it had been “weekly”"),
    }
    assert why(fallen) == {5: "left out: The same change is told with names in another row."}
    assert next(each for each in told if isinstance(each.command, RenameRelationship)).formerly == "Brook & Sons"
    (table, how), *_ = files(history=HISTORY)
    assert "18 months" in notes_of(table, how)[0]


def test_stages_of_opportunities_are_facts_of_the_account() -> None:
    told, fallen = read_rows(files(**ALL), "stages")
    assert says(told) == {
        2: ("2025-08-01", "Heron Stores", "Observed: In Salesforce, opportunity “Chilled shelf”: it was created from a lead"),
        3: (
            "2025-08-20", "Heron Stores",
            "Observed: In Salesforce, opportunity “Chilled shelf”: StageName changed from “Qualification” to “Proposal”",
        ),
    }  # fmt: skip
    assert "006000000000099AAA" in why(fallen)[4]


def test_engagements_find_their_companies_through_the_associations() -> None:
    told, fallen = read_rows(
        files(companies=COMPANIES, engagements=ENGAGEMENTS, associations=ASSOCIATIONS), "engagements"
    )
    assert says(told) == {
        2: ("2025-02-01", "Brook Bakers", "Note: Targets of spring"),
        3: ("2025-02-05", "Brook Bakers, Heron Stores", "Meeting: Range day: Shelf by shelf"),
        4: ("2025-02-06", "300000000003", "Call: Stock"),
        6: ("2025-02-08", "Dune Clinics", "Note: Re: prices: Prices, again"),
    }
    assert why(fallen) == {
        5: "left out: It was not done yet (NOT_STARTED).",
        7: "left out: The table of associations names no company for it.",
    }
    _, fallen = read_rows(files(engagements=ENGAGEMENTS), "engagements")
    assert "drop the table of associations with it" in why(fallen)[2]


def test_times_without_a_zone_are_read_in_the_zone_that_was_chosen_and_that_is_said() -> None:
    (companies, (engagements, how), associations) = files(
        companies=COMPANIES, engagements=ENGAGEMENTS, associations=ASSOCIATIONS
    )
    assert "read as UTC" in notes_of(engagements, how)[-1]
    chicago = replace(how, zone="America/Chicago")
    told, _ = read_rows([companies, (engagements, chicago), associations], "engagements")
    assert says(told)[3][0] == "2025-02-06"
    assert "read as America/Chicago" in notes_of(engagements, chicago)[-1]
    ((audit, how),) = files(audit=AUDIT)
    assert not [each for each in notes_of(audit, how) if "zone" in each], "those times say theirs"


def test_phone_calls_of_dynamics_say_whom_they_were_with() -> None:
    told, fallen = read_rows(files(calls=PHONE_CALLS), "calls")
    assert says(told)[2] == ("2025-02-02", "Brook Bakers", "Call with Liv Berg: Targets")
    assert told[0].author == "Rune Vik"
    assert "The column Due is empty" in why(fallen)[3]


def test_an_audit_row_says_that_something_changed_and_no_more() -> None:
    ((table, how),) = files(audit=AUDIT)
    told, _ = read_rows([(table, replace(how, account="relationship-x"))], "audit")
    assert {each.command.reason for each in told if isinstance(each.command, NoteFact)} == {
        "Something changed in Dynamics 365; the row does not say what"
    }
    assert [each.author for each in told] == ["", "Dynamics 365 user 7e000000-0000-4000-8000-0000000000b1"]
    _, fallen = read_rows([(table, how)], "audit")
    assert "It names no account" in why(fallen)[2]


def test_any_other_table_is_understood_by_what_its_columns_are_called_or_as_they_are_chosen() -> None:
    text = "Day,Wer,Notiz,Kunde,Art\n17/04/2025,Rune,Angerufen,Brook Bakers,Anruf\n03/05/2025,Siv,Besucht,Heron Stores,Besuch\n"
    ((table, how),) = files(notes=text)
    _, fallen = read_rows([(table, how)], "notes")
    assert "No column was chosen for when it happened" in why(fallen)[2]
    chosen = ["date=Day", "words=notiz", "author=Wer", "account name=Kunde", "kind=Art"]
    how = replace(
        with_columns(how, table, chosen), kinds=kinds_chosen(["Anruf=call", "besuch=Visit"]), dates="day first"
    )
    told, _ = read_rows([(table, how)], "notes")
    assert says(told) == {
        2: ("2025-04-17", "Brook Bakers", "Call: Angerufen"),
        3: ("2025-05-03", "Heron Stores", "Visit: Besucht"),
    }
    english = "Date,Subject,Company,Type,Notes\n2025-04-17,Prices,Brook Bakers,Site visit,Seen on the shelf\n"
    told, _ = read_rows(files(notes=english), "notes")
    assert says(told) == {2: ("2025-04-17", "Brook Bakers", "Visit: Prices: Seen on the shelf")}


def test_kinds_are_counted_and_may_be_left_out_or_become_something_else() -> None:
    ((table, how),) = files(tasks=TASKS)
    assert kinds_in(table, how) == {"Task": 6, "Call": 2}
    how = replace(how, kinds=kinds_chosen(["Task=leave out", "Call=fact: systems"]))
    told, fallen = read_rows([(table, how)], "tasks")
    assert [each.command.lane for each in told if isinstance(each.command, NoteFact)] == ["systems", "systems"]
    assert why(fallen)[2] == "left out: Rows of the kind “Task” are left out."


def test_a_choice_that_there_is_not_is_refused_with_what_there_is() -> None:
    ((table, how),) = files(tasks=TASKS)
    for choose, said in (
        (lambda: source_called("excel"), "choose one of salesforce-account-history"),
        (lambda: source_called("tieline-facts"), "is no kind of file"),
        (lambda: with_columns(how, table, ["date=Never"]), "has no column “Never”: name one of Id"),
        (lambda: with_columns(how, table, ["colour=Subject"]), "choose one of id, date"),
        (lambda: kinds_chosen(["Call=shout"]), "choose one of meeting, call"),
        (lambda: kinds_chosen(["Call"]), "write it as Call=call"),
    ):
        with pytest.raises(NotAmongThem, match=said):
            choose()
    assert "words" not in with_columns(how, table, ["words="]).columns


def test_an_id_of_18_letters_is_that_of_15_and_capitals_tell_ids_apart() -> None:
    assert check_of("001000000000011") == "AAA"
    assert same_id("00T000000000021EAA", "Salesforce") == same_id("00T000000000021", "salesforce")
    assert same_id("00T000000000021EAB", "Salesforce") == "00T000000000021EAB", "three letters that check another id"
    assert same_id("00T000000000021", "Salesforce") != same_id("00t000000000021", "Salesforce")
    assert same_id("00T000000000021EAA", "HubSpot") == "00T000000000021EAA"
    assert same_id("7E00-AB", "Dynamics 365") == same_id("7e00-ab", "Dynamics 365")


def test_merged_accounts_stand_for_one_even_where_they_were_merged_in_a_ring() -> None:
    known = known_from(files(accounts=ACCOUNTS))
    assert known.company("Salesforce", "001000000000013").name == "Heron Stores"
    assert known.was_merged("Salesforce", "001000000000013AAA", "001000000000012AAA")
    assert not known.was_merged("Salesforce", "001000000000011AAA", "001000000000012AAA")
    ring = "Id,IsDeleted,MasterRecordId,Name\na,true,b,One\nb,true,a,Two\n"
    assert known_from(files(accounts=ring)).company("Salesforce", "a").name in {"One", "Two"}


def test_words_of_web_editors_lose_their_tags_and_other_angle_brackets_stay() -> None:
    text = ENGAGEMENTS.splitlines()[0] + (
        "\n1,[],<div>One<script>alert(1)</script><br>two &amp; three</div>,2025-01-01,1,2025-01-01,x,1,1,,,NOTE"
        "\n2,[],Stock < 5 and <EDI> down,2025-01-01,1,2025-01-01,x,1,1,,,NOTE\n"
    )
    ((table, how),) = files(engagements=text)
    told, _ = read_rows([(table, replace(how, account="relationship-x"))], "engagements")
    assert [each.command.summary for each in told if isinstance(each.command, LogInteraction)] == [
        "One two & three", "Stock < 5 and <EDI> down",
    ]  # fmt: skip


def test_any_file_can_be_said_to_be_of_any_kind() -> None:
    for source in BY_ID.values():
        if source.holds != "tieline":
            ((table, _),) = files(one="Day,What\n2025,x\n")
            assert understood(table, source).source is source
            assert source_called(source.id) is source
