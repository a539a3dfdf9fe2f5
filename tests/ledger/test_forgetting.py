"""Forgetting a person on both databases: what goes, what stays, that nothing readable is left, and that it is completed."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import inspect

from domain.access import Actor, NotAllowed, local_actor
from domain.asked import CommandIdReused
from domain.codec import FORGOTTEN
from domain.company.forgetting import ForgetPerson, NobodyToForget
from domain.forgetting import (
    Affected,
    NamesThePerson,
    TooShort,
    affected,
    complete,
    destroyed_on_record,
    finish,
    forget,
    forgotten_before,
    unfinished,
)
from domain.history.refusal import NoSuchRecord, ReasonMissing, Refusal
from domain.history.when import parse_when
from domain.ledger.database import Database
from domain.ledger.destroying import Destroyed, destroy, erase, erasure_due
from domain.ledger.merkle import Frontier
from domain.ledger.record import Receipt
from domain.models import MODELS, REGISTRY
from domain.relationship.classification import Reclassify
from domain.relationship.counterpart.commands import NameCounterpart
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import StartShowcase
from domain.relationship.team import JoinTeam
from domain.relationship.terrain import SurveyTerrain
from projections.audit import audit
from projections.people import people
from projections.records import RecordShown, records
from tests.conftest import SAMPLE, Clock
from tests.domain.examples import example
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.settings import Settings

NAME = "Zephyrine Quill"
TRACES = ("zephyrine", "quill")
"""What of it nothing readable may have."""
ON = parse_when("2024-03-05")
TODAY = parse_when("2026-11-22")
KIM = local_actor("kim")


@pytest.fixture
def settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """On each database, and where PostgreSQL keeps the vault as well."""
    return replace_keys(settings) if settings.database_url and "vault_there" in request.fixturenames else settings


def replace_keys(settings: Settings) -> Settings:
    return settings.model_copy(update={"keys_database_url": settings.database_url})


@pytest.fixture
def vault_there() -> None:
    """The vault is in the same PostgreSQL as the ledger, where the ledger is in one."""


@pytest.fixture
def story(tieline: Tieline) -> Tieline:
    """Two accounts of which seven records name or mention the person, and every state kept as a snapshot, too."""
    return told(tieline)


def told(tieline: Tieline) -> Tieline:
    tieline.tracker.snapshot_every = 1
    for stream, name in (("h", "Harbour Foods"), ("b", "Bay Foods")):
        tieline.handle(stream, OpenRelationship(on=parse_when("2020"), name=name), by=KIM)
    say = tieline.handle
    say("h", JoinTeam(on=ON, member_id="m1", title="Lead", function="IT", person=NAME, reason="New"), by=KIM)
    say("h", Reclassify(on=ON, to="emerging", decided_by=NAME, reason=f"{NAME} said so"), by=KIM)
    call = LogInteraction(on=ON, kind="call", summary="Pallets", participants=f"Bo Dal, {NAME.upper()}", reason="Due")
    say("b", call, by=KIM)
    say("b", LogInteraction(on=ON, kind="visit", summary="Gates"), by=KIM, reported_by=NAME)
    say("b", SurveyTerrain(on=ON, systems=("SAP",), constraints=f"Ask {NAME}’s deputy"), by=KIM)
    counterpart = NameCounterpart(
        on=ON, counterpart_id="c1", title="Buyer", function="commercial", person="Bo Dal", ours=NAME
    )
    say("b", counterpart, by=KIM)
    say("b", LogInteraction(on=parse_when("2025"), kind="call", summary="Bo Dal and Zephyr rang"), by=KIM)
    return tieline


def forgets(
    tieline: Tieline, person: str = NAME, *also: str, keep_words: bool = False, command_id: str = ""
) -> Receipt:
    found = affected(tieline.tracker, person, also)
    receipt = forget(
        tieline.tracker, found, by=KIM, on=TODAY, reason="By letter", keep_words=keep_words, command_id=command_id
    )
    tieline.engine.catch_up()
    return receipt


def everything(tieline: Tieline) -> list[RecordShown]:
    tracker = tieline.tracker
    return records(tracker.recorder, tracker.codec, range(1, tracker.recorder.head()[0] + 1), {})


def dump(*databases: Database) -> str:
    """Every value of every table, as text; bytes both as they are and as text."""
    found: list[str] = []
    for database in databases:
        with database.read() as connection:
            for table in inspect(connection).get_table_names():
                for row in database.rows(connection, f'SELECT * FROM "{table}"'):
                    found += [each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in row]
    return "\n".join(found).lower()


def raw(settings: Settings) -> str:
    """Every byte of every file in the data folder: the databases, their logs and free pages."""
    files = [each for each in settings.data_dir.rglob("*") if each.is_file()]
    assert files
    return "".join(each.read_bytes().decode("latin-1") for each in files).lower()


def assert_no_trace(text: str, traces: tuple[str, ...] = TRACES) -> None:
    for each in traces:
        assert each not in text, text[max(0, text.index(each) - 80) : text.index(each) + 80]


# What is affected.


def test_what_names_or_mentions_somebody_is_found_by_account(story: Tieline) -> None:
    found = affected(story.tracker, NAME)
    (person,) = found.people
    assert story.tracker.vault.names([person]) == {person: NAME}
    assert [(each.seq, each.named, each.mentioned) for each in found.records] == [
        (3, True, False), (4, True, True), (5, False, True), (6, True, False), (7, False, True), (8, True, False),
    ]  # fmt: skip
    assert [(stream, len(some)) for stream, some in found.by_stream()] == [("b", 4), ("h", 2)]
    assert len(found.keys) == 3
    assert found.upto == 9
    assert not found.in_the_clear
    assert not found.alike


def test_looking_writes_nothing_and_tells_how_far_it_is(story: Tieline) -> None:
    before = dump(story.database, story.keys)
    told_of: list[tuple[int, int]] = []
    affected(story.tracker, NAME, progress=lambda done, total: told_of.append((done, total)))
    assert dump(story.database, story.keys) == before
    assert told_of == [(9, 9)]


def test_another_spelling_is_looked_for_as_well(story: Tieline) -> None:
    found = affected(story.tracker, NAME, ["Zephyr"])
    assert len(found.records) == 7
    assert found.spellings == (NAME, "Zephyr")


def test_a_name_is_found_in_any_letter_case_and_by_its_id(story: Tieline) -> None:
    found = affected(story.tracker, NAME)
    assert affected(story.tracker, f"  {NAME.lower()} ") == replace(found, spellings=(NAME.lower(),))
    assert affected(story.tracker, found.people[0]) == found


def test_who_goes_by_two_names_on_record_is_one_person_where_that_is_said(story: Tieline) -> None:
    story.handle("h", JoinTeam(on=ON, member_id="m2", title="Help", function="IT", person="Z. Quill"), by=KIM)
    assert len(affected(story.tracker, NAME).people) == 1
    both = affected(story.tracker, NAME, ["Z. Quill"])
    assert len(both.people) == 2
    assert 10 in {each.seq for each in both.records}


def test_others_whose_name_has_it_in_it_are_told_of(story: Tieline) -> None:
    story.handle("h", JoinTeam(on=ON, member_id="m2", title="Help", function="IT", person=f"Dr. {NAME} jun."), by=KIM)
    assert affected(story.tracker, NAME).alike == (f"Dr. {NAME} jun.",)


def test_texts_in_the_clear_are_told_of_because_they_stay(story: Tieline) -> None:
    title = f"{NAME}'s trial"
    story.handle("h", StartShowcase(on=ON, showcase_id="s1", title=title), by=KIM, command_id=f"of {NAME}")
    story.handle("h", LogInteraction(on=ON, kind="call", summary="x"), by=local_actor(NAME))
    found = affected(story.tracker, NAME)
    assert [(each.stream, each.where, each.text, each.seq) for each in found.in_the_clear] == [
        ("h", "title", title, 10),
        ("h", "command id", f"of {NAME}", 10),
        ("", "signed in as", f"local:{NAME}", 11),
    ]


@pytest.mark.parametrize(
    ("person", "like"),
    [("Zephyrine", f"“{NAME}”"), ("Bo", "“Bo Dal”"), ("Nobody Else", "tieline people"), ("", "people")],
)
def test_who_is_not_on_record_is_refused_naming_those_like_it(story: Tieline, person: str, like: str) -> None:
    with pytest.raises(NoSuchRecord, match=f"Nobody of the name “{person}” is on record: .*{like}.*only-mentioned"):
        affected(story.tracker, person)


def test_a_single_letter_is_no_spelling(story: Tieline) -> None:
    with pytest.raises(TooShort, match="“Z” is too short"):
        affected(story.tracker, NAME, ["Z"])


def test_the_people_on_record_are_listed_with_how_many_records_name_them(story: Tieline) -> None:
    assert [(each.name, each.records, each.accounts) for each in people(story.tracker)] == [
        ("Bo Dal", 1, 1),
        (NAME, 4, 2),
    ]
    forgets(story)
    assert [(each.name, each.records) for each in people(story.tracker)] == [("Bo Dal", 1), (FORGOTTEN, 4)]


# What goes and what stays.


def test_once_forgotten_the_name_and_the_words_that_mention_it_are_gone_and_everything_else_stands(
    story: Tieline,
) -> None:
    before = {each.seq: each for each in everything(story)}
    receipt = forgets(story)
    assert (receipt.first_seq, receipt.last_seq) == (10, 10)
    after = {each.seq: each for each in everything(story)}
    assert after[3].sentence == f"Team role “Lead” filled (IT): {FORGOTTEN} — New."
    assert after[4].sentence == f"Classified emerging, decided by {FORGOTTEN} — {FORGOTTEN}."
    assert after[5].sentence == f"Call with {FORGOTTEN}: {FORGOTTEN} — {FORGOTTEN}."
    assert (after[6].sentence, after[6].reported_by) == ("Visit: Gates.", FORGOTTEN)
    assert FORGOTTEN in after[7].sentence
    assert after[8].sentence == f"Counterpart “Buyer” named (commercial, assumed): Bo Dal, faced by {FORGOTTEN}."
    assert {seq: after[seq] for seq in (1, 2, 9)} == {seq: before[seq] for seq in (1, 2, 9)}
    assert after[10].sentence.endswith(": 6 records, the words of 3 were destroyed — By letter.")
    assert_no_trace("".join(each.sentence + each.reported_by for each in after.values()).lower())


def test_the_name_alone_goes_where_the_words_are_kept(story: Tieline) -> None:
    forgets(story, keep_words=True)
    after = {each.seq: each for each in everything(story)}
    assert after[4].sentence == f"Classified emerging, decided by {FORGOTTEN} — {NAME} said so."
    assert after[10].sentence.endswith("6 records, no words were destroyed — By letter.")
    assert not unfinished(story.tracker)


@pytest.mark.usefixtures("vault_there")
def test_nothing_readable_is_left_in_either_database_nor_in_their_files(story: Tieline, settings: Settings) -> None:
    assert TRACES[0] in dump(story.keys)
    if not settings.keys_database_url:
        assert TRACES[0] in raw(settings)
    forgets(story)
    assert_no_trace(dump(story.database, story.keys))
    if not settings.keys_database_url:
        assert_no_trace(raw(settings))
    for stream in ("h", "b", "company"):
        assert_no_trace(msgspec.json.encode(story.tracker.load(stream)).decode().lower())
    if settings.database_url:
        assert_no_trace(tables_as_postgresql_keeps_them(story.keys))


def tables_as_postgresql_keeps_them(database: Database) -> str:
    """Every byte of the files of its tables and indexes. Its write-ahead log is recycled in its own time."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("CHECKPOINT")
    (folder,) = database.look("SELECT current_setting('data_directory')")[0]
    (number,) = database.look("SELECT oid FROM pg_database WHERE datname = current_database()")[0]
    files = [each for each in (Path(folder) / "base" / str(number)).iterdir() if each.is_file()]
    assert len(files) > 100
    return "".join(each.read_bytes().decode("latin-1") for each in files).lower()


def test_no_copy_stays_behind_in_a_file_whose_pages_were_split(sqlite_tieline: Tieline) -> None:
    vault = sqlite_tieline.tracker.vault
    for number in range(400):
        vault.person(f"{'Zyx'[number % 3]}ara {number} {'of the accounts ' * (number % 7)}")
    person = vault.person(NAME)
    for number in range(400):
        vault.person(f"Zephyrin {number} {'of the accounts ' * (number % 5)}")
    destroy(sqlite_tieline.keys, Destroyed(people=frozenset({person})))
    assert erase(sqlite_tieline.keys)
    assert_no_trace(raw(sqlite_tieline.settings), ("zephyrine", "quill"))


@pytest.mark.parametrize("model", MODELS, ids=lambda each: str(each.name))
def test_no_state_keeps_a_persons_words_so_that_no_snapshot_does(model: object) -> None:
    kinds = [kind for kind in REGISTRY.by_name.values() if REGISTRY.concept_of[kind.name] in model.concepts]  # type: ignore[attr-defined]  # a model
    events = [
        replace(example(kind.event), **dict.fromkeys(kind.words, "SECRET"))
        for kind in sorted(kinds, key=lambda kind: not kind.event.begins)
    ]
    state = model.fold(model.empty("s"), events)  # type: ignore[attr-defined]  # as above
    assert b"SECRET" not in msgspec.json.encode(state)


def test_what_an_import_said_of_somebody_goes_too(tieline: Tieline) -> None:
    import_case(tieline, SAMPLE, by=KIM)
    mentioning = [each for each in everything(tieline) if "Lafley" in each.sentence]
    found = affected(tieline.tracker, "Lafley", only_mentioned=True)
    assert {each.seq for each in mentioning} <= {each.seq for each in found.records}
    assert mentioning
    forget(tieline.tracker, found, by=KIM, on=TODAY, reason="By letter")
    assert not [each for each in everything(tieline) if "Lafley" in each.sentence]
    with pytest.raises(NobodyToForget):
        forget(
            tieline.tracker,
            affected(tieline.tracker, "Lafley", only_mentioned=True),
            by=KIM,
            on=TODAY,
            reason="By letter",
        )


def test_every_proof_stands_and_only_one_record_was_added(story: Tieline) -> None:
    before = story.tracker.recorder.tree()
    forgets(story)
    tree = Frontier()
    for (leaf,) in story.database.look("SELECT leaf_hash FROM events ORDER BY seq"):
        if tree.size == before.size:
            assert tree.root() == before.root()
        tree.add(bytes(leaf))
    assert tree.size == before.size + 1
    found = audit(story.engine, [], [])
    assert (found.findings, found.events, found.root) == ([], 10, tree.root())


def test_views_built_anew_say_the_same(story: Tieline) -> None:
    before = story.database.look(
        "SELECT seq, headline FROM timeline_entry WHERE relationship <> 'company' ORDER BY seq"
    )
    forgets(story)
    story.engine.rebuild_together(list(story.engine.projections))
    after = story.database.look("SELECT seq, headline FROM timeline_entry WHERE relationship <> 'company' ORDER BY seq")
    assert after == before


# Afterwards.


def test_the_name_recorded_again_is_a_new_person(story: Tieline) -> None:
    (person,) = affected(story.tracker, NAME).people
    forgets(story)
    join = JoinTeam(on=TODAY, member_id="m2", title="Again", function="IT", person=NAME)
    story.handle("h", join, by=KIM)
    assert everything(story)[-1].sentence == f"Team role “Again” filled (IT): {NAME}."
    assert affected(story.tracker, NAME).people != (person,)
    assert everything(story)[2].sentence == f"Team role “Lead” filled (IT): {FORGOTTEN} — New."


def test_the_id_of_somebody_forgotten_stays_theirs(story: Tieline) -> None:
    (person,) = affected(story.tracker, NAME).people
    forgets(story)
    story.handle("h", JoinTeam(on=TODAY, member_id="m2", title="Old form", function="IT", person=person), by=KIM)
    assert everything(story)[-1].sentence == f"Team role “Old form” filled (IT): {FORGOTTEN}."


def test_who_was_forgotten_is_found_by_the_id_and_what_was_written_of_them_later_goes_too(story: Tieline) -> None:
    (person,) = affected(story.tracker, NAME).people
    forgets(story)
    assert forgets(story, person).count == 0
    story.handle("h", LogInteraction(on=TODAY, kind="call", summary=f"{NAME} rang"), by=KIM)
    receipt = forgets(story, person, NAME)
    assert receipt.count == 1
    assert_no_trace(" ".join(each.sentence for each in everything(story)).lower())
    assert affected(story.tracker, person).keys == frozenset()


def test_only_an_administrator_forgets(story: Tieline) -> None:
    found = affected(story.tracker, NAME)
    with pytest.raises(NotAllowed):
        forget(story.tracker, found, by=Actor("kim", frozenset({"CIO"})), on=TODAY, reason="By letter")
    assert story.tracker.recorder.head()[0] == 9


@pytest.mark.parametrize(
    ("reason", "command_id", "rule", "field"),
    [
        (f"{NAME} asked", "", NamesThePerson, "reason"),
        ("By letter", f"forget {NAME}", NamesThePerson, "command_id"),
        ("", "", ReasonMissing, "reason"),
    ],
)
def test_nothing_is_written_that_would_name_them_again(
    story: Tieline, reason: str, command_id: str, rule: type[Refusal], field: str
) -> None:
    found = affected(story.tracker, NAME)
    with pytest.raises(rule) as refused:
        forget(story.tracker, found, by=KIM, on=TODAY, reason=reason, command_id=command_id)
    assert refused.value.field == field
    assert story.tracker.recorder.head()[0] == 9
    assert not unfinished(story.tracker)


def test_what_is_recorded_between_looking_and_forgetting_goes_too(story: Tieline) -> None:
    found = affected(story.tracker, NAME)
    story.handle("h", LogInteraction(on=ON, kind="call", summary=f"{NAME} rang"), by=KIM)
    forget(story.tracker, found, by=KIM, on=TODAY, reason="By letter")
    assert_no_trace(" ".join(each.sentence for each in everything(story)).lower())


# Interrupted, repeated, put back.


def interrupted(tieline: Tieline, command_id: str = "") -> Affected:
    """On record, and then the machine stopped."""
    found = affected(tieline.tracker, NAME)
    command = ForgetPerson(
        on=TODAY,
        reason="By letter",
        people=found.people,
        records=len(found.records),
        keys=tuple(sorted(found.keys)),
    )
    tieline.handle("company", command, by=KIM, command_id=command_id)
    return found


def test_what_stopped_after_the_record_is_noticed_and_completed_by_doing_it_again(story: Tieline) -> None:
    found = interrupted(story)
    left = unfinished(story.tracker)
    assert left.not_destroyed == Destroyed(keys=found.keys, people=frozenset(found.people))
    assert (left.not_on_record, left.erasure_due, bool(left)) == (Destroyed(), False, True)
    assert forgets(story).count == 0
    assert not unfinished(story.tracker)
    assert story.tracker.recorder.head()[0] == 10
    assert_no_trace(dump(story.keys))


def test_what_stopped_before_the_files_were_written_anew_is_noticed_and_completed(story: Tieline) -> None:
    interrupted(story)
    destroy(story.keys, unfinished(story.tracker).not_destroyed)
    left = unfinished(story.tracker)
    assert (left.not_destroyed, left.erasure_due, bool(left)) == (Destroyed(), True, True)
    assert finish(story.tracker)
    assert not unfinished(story.tracker)
    assert not erasure_due(story.keys)


@pytest.mark.parametrize("again", [True, False], ids=["forgotten again", "completed"])
def test_what_was_destroyed_without_a_record_is_noticed_and_recorded(story: Tieline, again: bool) -> None:
    found = affected(story.tracker, NAME)
    destroy(story.keys, Destroyed(keys=found.keys, people=frozenset(found.people)))
    left = unfinished(story.tracker)
    assert (left.not_destroyed, left.not_on_record.people) == (Destroyed(), frozenset(found.people))
    by_hand = forgets(story, found.people[0]) if again else complete(story.tracker, by=KIM, on=TODAY)
    assert by_hand
    assert not unfinished(story.tracker)
    assert story.tracker.recorder.head()[0] == 10
    assert not complete(story.tracker, by=KIM, on=TODAY)
    assert destroyed_on_record(story.tracker) == Destroyed(keys=found.keys, people=frozenset(found.people))


def test_a_repeat_under_the_same_command_id_gives_the_first_answer_and_completes_it(story: Tieline) -> None:
    assert forgotten_before(story.tracker, "f1", NAME) is None
    interrupted(story, "f1")
    for _ in range(2):
        again = forgotten_before(story.tracker, "f1", NAME)
        assert again
        assert (again.first_seq, again.repeated) == (10, True)
        assert not unfinished(story.tracker)
    with pytest.raises(CommandIdReused):
        forgotten_before(story.tracker, "f1", "Bo Dal")


def test_a_command_id_that_stood_for_something_else_is_refused(story: Tieline) -> None:
    story.handle("h", LogInteraction(on=ON, kind="call", summary="x"), by=KIM, command_id="c1")
    with pytest.raises(CommandIdReused):
        forgotten_before(story.tracker, "c1", NAME)


def test_forgetting_at_once_in_two_processes_is_recorded_once(
    story: Tieline, settings: Settings, open_it: Callable[[Settings], Tieline]
) -> None:
    other = open_it(settings)
    mine, theirs = affected(story.tracker, NAME), affected(other.tracker, NAME)
    forget(other.tracker, theirs, by=KIM, on=TODAY, reason="By letter")
    assert forget(story.tracker, mine, by=KIM, on=TODAY, reason="By letter").count == 0
    assert not unfinished(story.tracker)


def test_an_old_copy_of_the_vault_put_back_is_noticed_and_destroyed_again(
    sqlite_settings: Settings, open_it: Callable[[Settings], Tieline], tmp_path: Path
) -> None:
    first = told(open_it(sqlite_settings))
    first.close()
    vault = sqlite_settings.data_dir / "keys.db"
    shutil.copy(vault, tmp_path / "copy.db")
    second = open_it(sqlite_settings)
    found = affected(second.tracker, NAME)
    forget(second.tracker, found, by=KIM, on=TODAY, reason="By letter")
    second.close()
    shutil.copy(tmp_path / "copy.db", vault)
    third = open_it(sqlite_settings)
    assert unfinished(third.tracker).not_destroyed == Destroyed(keys=found.keys, people=frozenset(found.people))
    assert finish(third.tracker)
    assert not unfinished(third.tracker)
    assert_no_trace(raw(sqlite_settings))


def test_a_reader_that_holds_the_vaults_log_is_told_of_and_it_is_completed_later(
    sqlite_tieline: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(sqlite_tieline)
    monkeypatch.setattr("domain.ledger.database.BUSY_SECONDS", 0.1)
    impatient = Database(sqlite_tieline.settings.vault_address, erase_deleted=True)
    destroy(impatient, Destroyed(people=frozenset(affected(sqlite_tieline.tracker, NAME).people)))
    with sqlite_tieline.keys.read() as connection:
        sqlite_tieline.keys.rows(connection, "SELECT COUNT(*) FROM people")
        assert not erase(impatient)
        assert erasure_due(impatient)
    assert erase(impatient)
    assert not erasure_due(impatient)
    impatient.close()


# Whatever people write.

names = st.builds(
    lambda first, last: f"{first} {last}",
    *[st.text(st.sampled_from("ABCabcdeßéİıçñøΣσςЖжآب王小李明'-"), min_size=2, max_size=6).filter(str.strip)] * 2,
)
around_it = st.sampled_from(["", " ", "asked ", "(", "“", "\n", "—", "王", "x: "])
written = st.sampled_from([str, str.upper, str.lower, str.title, lambda name: name.replace(" ", "  \n")])


@hypothesis_settings(max_examples=12)
@given(name=names, texts=st.lists(st.tuples(around_it, written, around_it), min_size=1, max_size=4))
def test_whatever_the_name_and_whatever_is_written_around_it_it_is_found_and_goes(
    name: str, texts: list[tuple[str, Callable[[str], str], str]]
) -> None:
    with TemporaryDirectory() as folder:
        tieline = Tieline(
            Settings(data_dir=Path(folder), database_url="", keys_database_url="", proof_dir=""), clock=Clock()
        )
        tieline.handle("h", OpenRelationship(on=ON, name="Harbour Foods"), by=KIM)
        tieline.handle("h", JoinTeam(on=ON, member_id="m", title="Lead", function="IT", person=name), by=KIM)
        for before, write, after in texts:
            said = f"{before}{write(name)}{after}"
            tieline.handle("h", LogInteraction(on=ON, kind="call", summary=said, hours=Decimal(1)), by=KIM)
        forgets(tieline, name)
        assert [each.sentence for each in everything(tieline)[1:-1]] == [
            f"Team role “Lead” filled (IT): {FORGOTTEN}.",
            *[f"Call (1 h): {FORGOTTEN}." for _ in texts],
        ]
        tieline.close()
