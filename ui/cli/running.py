"""The one place where a command opens Tieline, and closes it again."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.access import Action, Actor, require
from ui.cli.options import known_at, last_day
from ui.cli.output import complain
from ui.cli.refusing import CannotGoOn
from ui.finding import Named, relationship_called
from ui.format import day_at

if TYPE_CHECKING:
    from domain.ledger.database import Database
    from domain.ledger.proofs import ProofFolder
    from ui.bootstrap import Tieline
    from ui.settings import Settings


def author() -> Actor:
    """Whoever runs this command: the author of what it records."""
    from ui.bootstrap import local_user  # noqa: PLC0415  # here, because help and typing errors need no database

    return local_user()


@contextmanager
def running(action: Action) -> Iterator["Tieline"]:
    """Tieline as the environment sets it, with its views fed, for somebody who may do this.

    Raises CannotGoOn, NotAllowed.
    """
    with opened(action) as tieline:
        tieline.engine.catch_up()
        for state in tieline.engine.states():
            if state.error:
                complain(
                    f"The view {state.name} {state.error}; what was recorded later is missing from it. "
                    f"Nothing is lost: run “tieline projections rebuild {state.name}” once the cause is mended."
                )
        yield tieline


@contextmanager
def opened(action: Action) -> Iterator["Tieline"]:
    """The same with its views as they are found."""
    from ui.bootstrap import open_tieline  # noqa: PLC0415  # as above
    from ui.settings import Settings  # noqa: PLC0415  # as above

    require(author(), action)
    try:
        tieline = open_tieline()
    except OSError as error:
        raise _no_folder(Settings(), error) from error
    try:
        yield tieline
    finally:
        tieline.close()


@contextmanager
def unpaired(action: Action) -> Iterator[tuple["Settings", "Database", "Database"]]:
    """The settings, and the ledger and its vault as they are found, whether they belong together or not.

    Raises CannotGoOn, NotAllowed.
    """
    from ui.bootstrap import databases  # noqa: PLC0415  # as above
    from ui.settings import Settings  # noqa: PLC0415  # as above

    require(author(), action)
    settings = Settings()
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        database, keys = databases(settings)
    except OSError as error:
        raise _no_folder(settings, error) from error
    try:
        yield settings, database, keys
    finally:
        database.close()
        keys.close()


def _no_folder(settings: "Settings", error: OSError) -> CannotGoOn:
    return CannotGoOn(
        f"The data folder {settings.data_dir} cannot be used ({error.strerror}): "
        "set TIELINE_DATA_DIR to a folder that you may write to."
    )


@contextmanager
def proving(action: Action) -> Iterator[tuple["Tieline", "ProofFolder"]]:
    """``opened``, with the folder of keys and checkpoints. Raises CannotGoOn, NotAllowed."""
    from domain.ledger.proofs import ProofFolder  # noqa: PLC0415  # as above

    with opened(action) as tieline:
        kept = ProofFolder(tieline.settings.proof_folder)
        try:
            yield tieline, kept
        except OSError as error:
            raise CannotGoOn(
                f"The folder of keys and checkpoints {kept.folder} cannot be used ({error.strerror}): "
                "set TIELINE_PROOF_DIR to a folder that you may write to."
            ) from error


def account_to_read(tieline: "Tieline", text: str, known_at: int | None = None) -> Named:
    """The account that somebody names (``relationship_called``), where they may read it. Raises NoSuchRecord, NotAllowed."""
    found = relationship_called(tieline, text, known_at)
    require(author(), "read", found.id)
    return found


def noting(tieline: "Tieline", what: str, about: Mapping[str, Any] | None = None) -> Callable[[bytes], object]:
    """What puts in the access log, given the SHA-256 of a file, that it is handed to whoever runs this command."""
    subject = author().subject
    return lambda digest: tieline.access_log.note(subject, what, about or {}, digest)


def today(tieline: "Tieline") -> date:
    """The day by Tieline's clock, in UTC, as in the app."""
    return day_at(tieline.clock())


def day_asked(tieline: "Tieline", as_of: str | None) -> date:
    """The last day of the date that was typed, today where none was. Raises DateNotUnderstood."""
    return today(tieline) if as_of is None else last_day(as_of)


def instant_asked(known_by: str | None) -> int:
    """The end of the time that was typed, in UTC microseconds, after every recording where none was.

    Raises DateNotUnderstood.
    """
    from projections.projection import FOREVER  # noqa: PLC0415  # as above

    return FOREVER if known_by is None else known_at(known_by)
