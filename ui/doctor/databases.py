"""The databases: whether they answer, are of the present schema, belong together, and what stands in them."""

from collections.abc import Generator, Iterator
from typing import cast

from sqlalchemy.engine import make_url

from domain.codec import EventCodec
from domain.forgetting import unfinished
from domain.ledger.database import ACCEPTED, Database, DatabaseUnusable
from domain.ledger.finding import counted
from domain.ledger.guards import guard_findings
from domain.ledger.keeping.vaults import identity_of
from domain.ledger.migrate import NEWEST, SchemaName, version_of
from domain.ledger.recorder import LedgerRecorder
from domain.ledger.vault import Vault
from domain.tracker import Tracker
from projections.catalogue import ALL
from projections.engine import Engine
from ui.doctor.check import Check, How, Scene, ago, file_of, size_of
from ui.doctor.machine import others_may_read
from ui.failing import database_failure
from ui.format import instant

EARLIEST = 1_735_689_600_000_000
"""2025-01-01: a clock before that was never set."""
APART = 60_000_000
"""A minute, by which two machines' clocks may differ."""
SERVER_TIME = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint"
PAIRED = "SELECT vault FROM ledger_vault WHERE id = 1"
HEAD = "SELECT seq, recorded_at FROM ledger_head WHERE id = 1"


def database_checks(scene: Scene) -> Iterator[Check]:
    """Whether the ledger's database answers, which it is, and its schema."""
    scene.ledger = yield from _opened(scene, "database", "ledger", scene.settings.ledger_address)


def vault_checks(scene: Scene) -> Iterator[Check]:
    """The same of the vault; and whether it is the ledger's, and only its owner's."""
    address = scene.settings.vault_address
    scene.vault = yield from _opened(scene, "vault", "vault", address)
    if not scene.vault:
        return
    if (path := file_of(address)) and others_may_read(path):
        yield Check(what="vault", how="look", found="Others on this machine may read the keys.", do=f"chmod 600 {path}")
    if not scene.ledger:
        return
    noted = scene.ledger.look(PAIRED)
    keys, people = (scene.vault.look(f"SELECT COUNT(*) FROM {each}")[0][0] for each in ("keys", "people"))
    if noted and noted[0][0] != identity_of(scene.vault):
        yield Check(
            what="vault",
            how="bad",
            found="It is not the vault of this ledger, so nobody's words in it can be read.",
            do="Set TIELINE_KEYS_DATABASE_URL, or TIELINE_DATA_DIR, to where the ledger's keys are, or put them back "
            "(“tieline vault restore”).",
        )
    else:
        yield Check(
            what="vault", how="ok", found=f"It is the ledger's, with {keys:,} keys and {counted(people, 'name')}."
        )


def _opened(scene: Scene, what: str, name: SchemaName, address: str) -> Generator[Check, None, Database | None]:
    """Raises nothing that a person can cause; returns the database where it is of the present schema."""
    path = file_of(address)
    if path and not path.exists():
        yield Check(
            what=what,
            how="look",
            found=f"There is none yet at {path}.",
            do="Any command makes it; if there should be one, set TIELINE_DATA_DIR to where it is, or restore a backup.",
        )
        return None
    try:
        database = scene.open(address)
        found = database.look("SELECT sqlite_version()" if database.is_sqlite else "SHOW server_version")[0][0]
        version = version_of(database, name)
    except DatabaseUnusable as error:
        yield Check(what=what, how="bad", found="Its address cannot be used.", do=str(error))
        return None
    except Exception as error:
        if not (why := database_failure(error)):
            raise
        yield Check(what=what, how="bad", found=f"{_place(address)} does not answer: {why}.", do=_advice(address))
        return None
    size = f", {size_of(path.stat().st_size)}" if path else f", PostgreSQL {found}"
    yield Check(what=what, how="ok", found=f"{_place(address)}{size}.")
    yield _schema(what, name, version)
    return database if version == NEWEST[name] else None


def _place(address: str) -> str:
    return str(file_of(address) or make_url(address).render_as_string(hide_password=True))


def _advice(address: str) -> str:
    if file_of(address):
        return "Restore a backup into another folder (TIELINE_DATA_DIR), or use one that you may write to."
    return f"Start the server, or {ACCEPTED}."


def _schema(what: str, name: SchemaName, version: str | None) -> Check:
    what = f"{what} schema"
    if version == NEWEST[name]:
        return Check(what=what, how="ok", found=f"Version {version}, the present one.")
    if version is None:
        return Check(
            what=what,
            how="look",
            found="There is no schema in it yet.",
            do="Any command makes it, in an empty database.",
        )
    if version < NEWEST[name]:
        return Check(
            what=what,
            how="look",
            found=f"Version {version}; this Tieline has {NEWEST[name]}.",
            do="Make a copy of the database; then any command brings it up to date.",
        )
    return Check(
        what=what,
        how="bad",
        found=f"Version {version}, from a newer Tieline; this one knows {NEWEST[name]}.",
        do="Upgrade Tieline.",
    )


def clock_check(scene: Scene) -> Iterator[Check]:
    """Whether the clock is set, not behind the last record, and that of the database server."""
    head = scene.ledger.look(HEAD) if scene.ledger else []
    last = head[0][1] if head else 0
    if scene.now < EARLIEST:
        yield _clock("bad", f"It says {instant(scene.now)}.", "Set the clock of this machine.")
    elif last > scene.now:
        seconds = (last - scene.now) // 1_000_000
        yield _clock(
            "bad",
            f"It is {counted(seconds, 'second')} behind the last record ({ago(last, scene.now)}).",
            "Set the clock of this machine: until it has caught up, all that is recorded gets that record's time.",
        )
    elif scene.ledger and not scene.ledger.is_sqlite and (apart := abs(_server_time(scene.ledger) - scene.now)) > APART:
        yield _clock(
            "look", f"It differs from the database server's by {apart // 1_000_000} seconds.", "Set whichever is wrong."
        )
    else:
        yield _clock("ok", f"It says {instant(scene.now)}.", "")


def _clock(how: How, found: str, do: str) -> Check:
    return Check(what="clock", how=how, found=found, do=do)


def _server_time(database: Database) -> int:
    return cast("int", database.look(SERVER_TIME)[0][0])


def guards(scene: Scene) -> Iterator[Check]:
    """Whether the triggers that keep what is written as it was written are in place."""
    if not scene.ledger:
        return
    findings = guard_findings(scene.ledger)
    for each in findings:
        yield Check(
            what="guards",
            how="bad",
            found=each.sentence,
            do="Find out who changed it, run “tieline verify”, restore a backup.",
        )
    if not findings:
        yield Check(what="guards", how="ok", found="All are in place.")


def views(scene: Scene) -> Iterator[Check]:
    """How far each view is."""
    if not (scene.ledger and scene.vault):
        return
    engine = Engine(scene.ledger, LedgerRecorder(scene.ledger), EventCodec(Vault(scene.vault)), ALL)
    made = scene.ledger.look(THERE_ON_SQLITE if scene.ledger.is_sqlite else THERE_ON_POSTGRESQL)
    states = engine.states() if made else []
    missing = engine.projections.keys() - {each.name for each in states}
    for each in states:
        if each.error:
            yield Check(
                what="views",
                how="bad",
                found=f"The view {each.name} {each.error}.",
                do=f"Mend the cause, then “tieline projections rebuild {each.name}”.",
            )
    behind = [each for each in states if each.lag and not each.error]
    if behind or missing:
        late = f"{counted(len(behind) + len(missing), 'view')} of {len(engine.projections)} not up to date"
        most = max((each.lag for each in behind), default=0)
        said = f"{late}, by {counted(most, 'event')} at most." if behind else f"{late}."
        yield Check(what="views", how="look", found=said, do="Any command brings them up to date.")
    elif not any(each.error for each in states):
        yield Check(what="views", how="ok", found=f"All {len(states)} are up to date.")


THERE_ON_SQLITE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'projection'"
THERE_ON_POSTGRESQL = (
    "SELECT 1 FROM pg_class WHERE relname = 'projection' AND relnamespace = current_schema()::regnamespace"
)


def forgetting(scene: Scene) -> Iterator[Check]:
    """Whether everybody who is on record as forgotten is."""
    if not (scene.ledger and scene.vault) or identity_of(scene.vault) == "":
        return
    left = unfinished(Tracker(scene.ledger, Vault(scene.vault)))
    if left:
        yield Check(
            what="forgetting",
            how="look",
            found="Somebody was forgotten, and the ledger, the vault and its files do not all say so.",
            do="“tieline forget --complete”, whoever it was.",
        )
    else:
        yield Check(what="forgetting", how="ok", found="Whoever was forgotten is.")
