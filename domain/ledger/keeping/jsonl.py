"""A whole ledger as JSON Lines (docs/ledger-format.md): a header, then the events, then the commands."""

import gzip
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Literal, cast

import msgspec

from domain.ledger.database import Row, in_chunks
from domain.ledger.keeping.whole import READ_AT_ONCE, CannotKeep, Stated, Whole

FORMAT: Literal["tieline-ledger"] = "tieline-ledger"
VERSION = 1
LONGEST_LINE = 1 << 28
"""No line is longer, so that a file of something else does not fill the memory."""
COMPRESSION = 4

LARGEST = 2**63 - 1

Long = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
Short = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
Hexadecimal = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{2})*$")]


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line. ``root`` is in Base64."""

    format: Literal["tieline-ledger"] = FORMAT
    version: int = VERSION
    events: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    commands: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    root: str
    vault: str


class EventLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An event. Its payload is text where its bytes are UTF-8, else Base64."""

    seq: Long
    stream: str
    version: Long
    type: str
    schema: Short
    recorded_at: Long
    recorded_by: str
    reported_by: str | None
    command_id: str
    batch: str | None
    policy_version: Short
    payload: str | None = None
    payload_base64: str | None = None
    leaf_hash: Hexadecimal


class CommandLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A command and the events that it led to; 0 where it led to none."""

    command_id: str
    fingerprint: Hexadecimal
    first_seq: Long
    last_seq: Long


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One line behind the header."""

    event: EventLine | None = None
    command: CommandLine | None = None


class Versioned(msgspec.Struct, frozen=True):
    """As much of a header as every version of the format has."""

    format: Literal["tieline-ledger"]
    version: int


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Line).decode


def write_jsonl(path: Path, whole: Whole, *, compressed: bool) -> Iterator[int]:
    """Write a whole ledger over a file, and say now and then how many events are in it."""
    stated = whole.stated
    with path.open("wb") as plain, _packed(plain) if compressed else plain as file:
        root = b64encode(stated.root).decode()
        header = Header(events=stated.events, commands=stated.commands, root=root, vault=stated.vault)
        file.write(_encode(header) + b"\n")
        for rows in whole.events():
            file.write(b"".join([_encode(Line(event=_event_line(row))) + b"\n" for row in rows]))
            yield rows[-1][0]
        for rows in whole.commands():
            file.write(b"".join([_encode(Line(command=_command_line(row))) + b"\n" for row in rows]))


def _packed(file: IO[bytes]) -> IO[bytes]:
    """Compressed such that the same ledger gives the same bytes."""
    return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=COMPRESSION))


class JsonLines:
    """A whole ledger in a file of JSON Lines, read once from its beginning to its end. Raises CannotKeep."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self._file = file
        self._number = 0
        self._lines = self._read()
        self._behind: CommandLine | None = None
        """The first command, which is met where the events end."""
        self.stated = self._header()

    def events(self) -> Iterator[list[Row]]:
        return in_chunks(self._events(), READ_AT_ONCE)

    def commands(self) -> Iterator[list[Row]]:
        return in_chunks(self._commands(), READ_AT_ONCE)

    def _events(self) -> Iterator[Row]:
        for line in self._lines:
            if line.event is None:
                self._behind = line.command
                return
            yield self._event_row(line.event)

    def _commands(self) -> Iterator[Row]:
        if self._behind is None:
            return
        yield _command_row(self._behind)
        for line in self._lines:
            if line.command is None:
                raise self._unreadable("an event behind the commands")
            yield _command_row(line.command)

    def _read(self) -> Iterator[Line]:
        while line := self._next():
            try:
                read = _decode(line)
            except (msgspec.MsgspecError, UnicodeError) as error:
                raise self._unreadable(str(error)) from error
            if (read.event is None) == (read.command is None):
                raise self._unreadable("it holds neither an event nor a command, or both")
            yield read

    def _next(self) -> bytes:
        try:
            line = self._file.readline(LONGEST_LINE)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CannotKeep(
                f"The file {self.path} cannot be unpacked ({error}): it was cut off or changed."
            ) from error
        self._number += 1
        if line and not line.endswith(b"\n"):
            raise self._unreadable("it has no end, so the file was cut off")
        return line

    def _header(self) -> Stated:
        line = self._next()
        try:
            version = msgspec.json.decode(line, type=Versioned).version
            if version != VERSION:
                raise CannotKeep(
                    f"The export {self.path} is of version {version} of the format, and this Tieline reads {VERSION}."
                )
            header = msgspec.json.decode(line, type=Header)
            root = b64decode(header.root, validate=True)
        except (msgspec.MsgspecError, ValueError) as error:
            raise CannotKeep(
                f"The file {self.path} is no export of a ledger: its first line is not a header that says so."
            ) from error
        return Stated(events=header.events, commands=header.commands, root=root, vault=header.vault)

    def _event_row(self, line: EventLine) -> Row:
        if line.payload_base64 is None:
            payload = None if line.payload is None else line.payload.encode()
        else:
            payload = None if line.payload is not None else self._unpacked(line.payload_base64)
        if payload is None:
            raise self._unreadable("it has no payload, or two")
        return (
            line.seq, line.stream, line.version, line.type, line.schema, line.recorded_at, line.recorded_by,
            line.reported_by, line.command_id, line.batch, line.policy_version, payload, bytes.fromhex(line.leaf_hash),
        )  # fmt: skip

    def _unpacked(self, payload: str) -> bytes:
        try:
            return b64decode(payload, validate=True)
        except ValueError as error:
            raise self._unreadable(str(error)) from error

    def _unreadable(self, why: str) -> CannotKeep:
        return CannotKeep(f"Line {self._number} of {self.path} cannot be read ({why}): nothing was written.")


@contextmanager
def jsonl_opened(path: Path, *, compressed: bool) -> Iterator[JsonLines]:
    """Open a file of JSON Lines for reading. Raises CannotKeep, OSError."""
    with path.open("rb") as plain, gzip.GzipFile(fileobj=plain) if compressed else plain as file:
        yield JsonLines(path, cast("IO[bytes]", file))


def _event_line(row: Row) -> EventLine:
    (
        seq, stream, version, type_, schema, recorded_at, recorded_by, reported_by, command_id, batch, policy_version,
        payload, leaf,
    ) = row  # fmt: skip
    payload = bytes(payload)
    try:
        text, base64 = payload.decode(), None
    except UnicodeDecodeError:
        text, base64 = None, b64encode(payload).decode()
    return EventLine(
        seq=seq,
        stream=stream,
        version=version,
        type=type_,
        schema=schema,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        reported_by=reported_by,
        command_id=command_id,
        batch=batch,
        policy_version=policy_version,
        payload=text,
        payload_base64=base64,
        leaf_hash=bytes(leaf).hex(),
    )


def _command_line(row: Row) -> CommandLine:
    command_id, fingerprint, first, last = row
    return CommandLine(command_id=command_id, fingerprint=bytes(fingerprint).hex(), first_seq=first, last_seq=last)


def _command_row(line: CommandLine) -> Row:
    return line.command_id, bytes.fromhex(line.fingerprint), line.first_seq, line.last_seq
