"""How Tieline itself is: its views, backups, health and the people on record, and the work that keeps them right."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from domain.forgetting import Affected, forget, further, meant, refuse_as_said, unfinished
from domain.history.when import on_day
from domain.ledger.audit import Progress
from domain.ledger.keeping.backup import Kept
from domain.ledger.record import Receipt
from domain.relationship.responsibility import AssignAccount, ReleaseAccount
from projections.engine import ProjectionState
from projections.people import PersonOnRecord, people
from projections.responsibility import assignments
from ui.backing_up import back_up_to, backup_files
from ui.doctor import examine
from ui.doctor.check import Check
from ui.format import day_at
from ui.looking import Looking
from ui.queries.asking import permitted, running
from ui.queries.working import begin, begun, done_with
from ui.session import actor
from ui.working import Job

REBUILD, BACK_UP, PEOPLE, LOOK = "rebuild", "back up", "people", "look for a person"


class Views(NamedTuple):
    """Where the views stand, and how many records there are."""

    head: int
    states: list[ProjectionState]


class Rebuilt(NamedTuple):
    """The views that were built anew, and why any of them stopped."""

    names: Sequence[str]
    events: int
    stopped: Sequence[str]


class Backup(NamedTuple):
    """A file in the folder of backups; ``at`` is in UTC microseconds since 1970, ``size`` in bytes."""

    path: Path
    at: int
    size: int


def views() -> Views:
    """Where every view stands."""
    tieline = running(permitted("audit"))
    return Views(tieline.tracker.recorder.head()[0], tieline.engine.states())


def rebuild(names: Sequence[str]) -> Job[Rebuilt]:
    """Begin to build views anew beside the old ones, which answer meanwhile."""
    tieline = running(permitted("operate"))

    def work(progress: Progress) -> Rebuilt:
        head = tieline.tracker.recorder.head()[0]
        progress(0, head)
        tieline.engine.rebuild_together(names, lambda done: progress(done, head))
        tieline.engine.catch_up()
        stopped = [f"{each.name} {each.error}" for each in tieline.engine.states() if each.name in names and each.error]
        return Rebuilt(names, head, stopped)

    return begin("operate", REBUILD, f"Rebuilding {', '.join(names)}", work)


def rebuilding() -> Job[Rebuilt] | None:
    """The last rebuild that was begun on a page."""
    return begun("audit", REBUILD)


def back_up() -> Job[Kept]:
    """Begin to copy the ledger into a new file in the folder of backups."""
    tieline = running(permitted("operate"))
    subject = actor().subject
    return begin("operate", BACK_UP, "Backing up", lambda progress: back_up_to(tieline, None, subject, progress))


def backing_up() -> Job[Kept] | None:
    """The last backup that was begun on a page."""
    return begun("audit", BACK_UP)


def backups() -> list[Backup]:
    """The backups in the folder, the newest first."""
    tieline = running(permitted("audit"))
    found = [(each, each.stat()) for each in backup_files(tieline.settings)]
    return sorted(
        (Backup(path, stat.st_mtime_ns // 1000, stat.st_size) for path, stat in found), key=lambda each: -each.at
    )


def backup_folder() -> Path:
    """Where they are put."""
    return running(permitted("audit")).settings.backup_folder


def health() -> list[Check]:
    """How everything is that Tieline rests on (``ui.doctor.examine``)."""
    tieline = running(permitted("audit"))
    return examine(tieline.settings, tieline.clock)


def list_people() -> Job[list[PersonOnRecord]]:
    """Begin to read the whole ledger for who is named in it."""
    tieline = running(permitted("operate"))
    return begin("operate", PEOPLE, "Reading who is on record", lambda progress: people(tieline.tracker, progress))


def people_listed() -> Job[list[PersonOnRecord]] | None:
    """Who is on record, as far as somebody asked."""
    return begun("operate", PEOPLE, with_words=True)


def look_for(person: str, also: Sequence[str], *, only_mentioned: bool) -> Job[Affected]:
    """Begin to look what forgetting somebody would affect. Raises NoSuchRecord, TooShort."""
    tracker = running(permitted("operate")).tracker
    found = meant(tracker, person, also, only_mentioned=only_mentioned)
    done_with("operate", LOOK)
    return begin("operate", LOOK, "Looking for records", lambda progress: further(tracker, found, progress))


def looked_for() -> Job[Affected] | None:
    """What forgetting somebody would affect, as far as it was asked."""
    return begun("operate", LOOK, with_words=True)


def forget_for_good(found: Affected, reason: str, *, keep_words: bool) -> Receipt:
    """Forget them (``domain.forgetting.forget``). Raises NamesThePerson, ReasonMissing, NobodyToForget."""
    tieline = running(permitted("operate"))
    refuse_as_said(found, reason)
    on = on_day(day_at(tieline.clock()))
    receipt = forget(tieline.tracker, found, by=actor(), on=on, reason=reason, keep_words=keep_words)
    tieline.engine.catch_up()
    for name in (LOOK, PEOPLE):
        done_with("operate", name)
    return receipt


def responsibilities(looked: Looking) -> list[tuple[str, str, date]]:
    """Which relationship is assigned to whom, and since when, on the day looked at."""
    return assignments(running(permitted("audit")).database, looked.day, looked.known_at)


def change_responsibility(relationship: str, command: AssignAccount | ReleaseAccount) -> Receipt:
    """Assign an account, or release somebody from one. Raises a Refusal."""
    return running(permitted("operate")).handle(relationship, command, by=actor())


def erasure_due() -> bool:
    """Whether files of the vault still wait to be written anew without what was destroyed."""
    return unfinished(running(permitted("operate")).tracker).erasure_due
