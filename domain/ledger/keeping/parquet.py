"""A whole ledger as one Parquet file (docs/ledger-format.md): rows of events, then rows of commands."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from domain.ledger.database import Row
from domain.ledger.keeping.jsonl import FORMAT, VERSION
from domain.ledger.keeping.whole import COMMAND_COLUMNS, EVENT_COLUMNS, READ_AT_ONCE, CannotKeep, Stated, Whole

TYPES: dict[str, Any] = {
    "seq": pa.int64(),
    "stream": pa.string(),
    "version": pa.int64(),
    "type": pa.string(),
    "schema": pa.int32(),
    "recorded_at": pa.int64(),
    "recorded_by": pa.string(),
    "reported_by": pa.string(),
    "command_id": pa.string(),
    "batch": pa.string(),
    "policy_version": pa.int32(),
    "payload": pa.binary(),
    "leaf_hash": pa.binary(),
    "fingerprint": pa.binary(),
    "first_seq": pa.int64(),
    "last_seq": pa.int64(),
}
KIND = "kind"
EVENT, COMMAND = "event", "command"
MAY_BE_ABSENT = frozenset({"reported_by", "batch"})


def write_parquet(path: Path, whole: Whole) -> Iterator[int]:
    """Write a whole ledger over a file, and say now and then how many events are in it."""
    stated = whole.stated
    said = {
        "format": FORMAT,
        "version": str(VERSION),
        "events": str(stated.events),
        "commands": str(stated.commands),
        "root": b64encode(stated.root).decode(),
        "vault": stated.vault,
    }
    schema = pa.schema({KIND: pa.string(), **TYPES}, metadata={f"tieline.{name}": text for name, text in said.items()})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in whole.events():
            writer.write_batch(_batch(schema, EVENT, EVENT_COLUMNS, rows))
            yield rows[-1][0]
        for rows in whole.commands():
            writer.write_batch(_batch(schema, COMMAND, COMMAND_COLUMNS, rows))


def _batch(schema: Any, kind: str, names: Sequence[str], rows: Sequence[Row]) -> Any:
    """Rows of one kind, with nothing in the columns of the other."""
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns[KIND] = (kind,) * len(rows)
    absent = (None,) * len(rows)
    return pa.record_batch([pa.array(columns.get(each.name, absent), each.type) for each in schema], schema=schema)


class ParquetFile:
    """A whole ledger in a Parquet file. Raises CannotKeep."""

    def __init__(self, path: Path, file: Any) -> None:
        self.path = path
        self._file = file
        self.stated = self._header()

    def events(self) -> Iterator[list[Row]]:
        return self._rows(EVENT, EVENT_COLUMNS)

    def commands(self) -> Iterator[list[Row]]:
        return self._rows(COMMAND, COMMAND_COLUMNS)

    def _rows(self, kind: str, names: Sequence[str]) -> Iterator[list[Row]]:
        for batch in self._batches([KIND, *names]):
            kinds = batch.column(0).to_pylist()
            if kind not in kinds:
                continue
            values = [column.to_pylist() for column in batch.columns[1:]]
            rows = [row for of, row in zip(kinds, zip(*values, strict=True), strict=True) if of == kind]
            for row in rows:
                if any(value is None and name not in MAY_BE_ABSENT for name, value in zip(names, row, strict=True)):
                    raise CannotKeep(f"A row of {kind}s in {self.path} lacks a value: nothing was written.")
            yield rows

    def _batches(self, columns: Sequence[str]) -> Iterator[Any]:
        batches = self._file.iter_batches(READ_AT_ONCE, columns=columns)
        while (batch := _or_refused(self.path, lambda: next(batches, None))) is not None:
            yield batch

    def _header(self) -> Stated:
        schema = self._file.schema_arrow
        said = {name.decode(): text.decode("utf-8", "replace") for name, text in (schema.metadata or {}).items()}
        if said.get("tieline.format") != FORMAT:
            raise CannotKeep(f"The file {self.path} is no export of a ledger: it does not say that it is one.")
        if said.get("tieline.version") != str(VERSION):
            raise CannotKeep(
                f"The export {self.path} is of another version of the format, and this Tieline reads {VERSION}."
            )
        if {field.name: field.type for field in schema} != {KIND: pa.string(), **TYPES}:
            raise CannotKeep(f"The export {self.path} has other columns than a ledger: nothing was written.")
        try:
            return Stated(
                events=int(said["tieline.events"]),
                commands=int(said["tieline.commands"]),
                root=b64decode(said["tieline.root"], validate=True),
                vault=said["tieline.vault"],
            )
        except (KeyError, ValueError) as error:
            raise CannotKeep(f"The export {self.path} does not say what it holds: it was changed.") from error


@contextmanager
def parquet_opened(path: Path) -> Iterator[ParquetFile]:
    """Open a Parquet file for reading. Raises CannotKeep, OSError."""
    with path.open("rb") as opened, _or_refused(path, lambda: pq.ParquetFile(opened)) as file:
        yield ParquetFile(path, file)


def _or_refused(path: Path, act: Callable[[], Any]) -> Any:
    """What the reader gives. Raises CannotKeep where it cannot read the file."""
    try:
        return act()
    except (pa.ArrowException, OSError, UnicodeError) as error:
        said = str(error).splitlines()
        raise CannotKeep(
            f"The file {path} cannot be read as Parquet ({said[0] if said else error}): nothing was written."
        ) from error
