"""Checks a Tieline evidence file: offline, without Tieline and without its database.

    python tieline_verify.py FILE [--key PUBLIC] [--checkpoint FILE] [--extract FOLDER] [--events] [--json]

It needs Python 3.11 or newer and the package “cryptography”, nothing else. It writes nothing unless told to extract. Read it
from ``check`` on; the formats are in Tieline's docs/ledger-format.md.

Exit status 0: intact, and signed with the key that you gave. 2: intact, but you gave no key, so anybody may have signed
it. 1: not intact, or signed with another key, or not a file that can be checked.
"""

import argparse
import hashlib
import json
import os
import struct
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn, TextIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

INTACT, NOT_INTACT, SIGNER_UNKNOWN = 0, 1, 2

FORMAT = "tieline-evidence-v1"
DATA = b'<script type="application/json" id="evidence">'
SIGNATURE = b'<script type="application/json" id="signature">'
END = b"</script>"

TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")  # id-ct-TSTInfo
SHA_256 = bytes.fromhex("0609608648016503040201")
HELP = {
    "key": "the ledger's public key, as you got it elsewhere; repeatable",
    "checkpoint": "a checkpoint that you keep, to hold the whole ledger against; repeatable",
    "extract": "write the checkpoint and its timestamp into this folder",
}
STRIKES = ("record-retracted", "record-corrected")
FORGOTTEN = "[forgotten]"
BIGGEST = 2**63 - 1
BIGGEST_SMALL = 2**32 - 1
DEEPEST = 100


class NotEvidence(Exception):
    """The file is not one that can be checked at all; the message says why."""


@dataclass
class Event:
    """An event as the file holds it. ``context`` marks one that others were judged by."""

    seq: int
    stream: str
    version: int
    type: str
    schema: int
    recorded_at: int
    recorded_by: str
    reported_by: str | None
    command_id: str
    batch: str | None
    policy_version: int
    payload: bytes
    leaf_hash: bytes
    proof: list[bytes]
    context: bool
    fields: dict[str, Any] = field(default_factory=dict)
    """What the payload says; empty where it cannot be read."""


@dataclass
class Key:
    """A public key: the ledger's name, the key's id, its 32 bytes."""

    name: str
    id: str
    raw: bytes


@dataclass
class File:
    """Everything that an evidence file says."""

    key: Key
    key_text: str
    what: str
    stream: str | None
    event: int | None
    first: str | None
    last: str | None
    as_of: date | None
    known_at: int | None
    checkpoint: str
    timestamp: bytes | None
    origin: str
    size: int
    root: bytes
    prefix: list[bytes]
    events: list[Event]
    secrets: dict[str, bytes]
    state: str
    accounts: dict[str, str]
    note: str
    """The signature over the file."""
    digest: str
    """SHA-256, in Base64, over what the signature has to be over."""

    @property
    def about(self) -> list[Event]:
        """The events that the evidence is of, without those that they were judged by."""
        return [event for event in self.events if not event.context]


Finding = tuple[int, str]
"""The number of the first event that it may concern, 0 where it concerns none; and a sentence."""


def check(file: File, keys: list[Key], kept: dict[str, str]) -> tuple[list[Finding], str | None]:
    """All findings, from the first bad event on, and the hash of the state that the events come to.

    ``keys`` are those that somebody trusts, ``kept`` the checkpoints that they keep, by the name of the file.
    """
    findings = [
        *check_signatures(file, keys),
        *check_kept(file, keys, kept),
        *check_timestamp(file),
        *check_bytes(file),
        *check_order(file),
        *check_payloads(file),
    ]
    state = state_hash(file.about, file.as_of)
    if state is None:
        findings.append((0, "The events cannot be replayed."))
    elif state != file.state:
        findings.append((0, "The file states another state hash than its events come to."))
    return sorted(findings, key=lambda finding: (finding[0] <= 0, finding[0])), state


def check_signatures(file: File, keys: list[Key]) -> Iterator[Finding]:
    """The whole file, and the checkpoint in it, are signed: with one of the keys given, or else with the one in the file."""
    allowed = keys or [file.key]
    whose = "the key that was given" if keys else "the key in the file"
    signer = next((key for key in allowed if is_signed(file.note, key)), None)
    if signer is None:
        yield 0, f"The file is not signed with {whose}."
    elif file.note.partition("\n\n")[0] != f"{signer.name}/evidence\n{file.digest}":
        yield 0, "The file is not as it was signed: something in it was changed, if only in what is there to be read."
    if not any(is_signed(file.checkpoint, key) and key.name == file.origin for key in allowed):
        yield 0, f"The checkpoint is not signed with {whose}."


def check_kept(file: File, keys: list[Key], kept: dict[str, str]) -> Iterator[Finding]:
    """The ledger is the one that checkpoints kept elsewhere were signed over, or more of it. Raises NotEvidence."""
    for name, note in kept.items():
        origin, size, root = read_checkpoint(note)
        if not any(is_signed(note, key) and key.name == origin for key in keys or [file.key]):
            yield (
                0,
                f"The checkpoint {name} is not signed with {'the key that was given' if keys else 'the key in the file'}.",
            )
        elif size > file.size:
            was = f"The ledger had {size} events when the checkpoint {name} was signed, and has {file.size} here"
            yield file.size + 1, f"{was}: its tail was cut, or an old copy was put in its place."
        elif size < file.size and (file.what != "portfolio" or size > len(file.events)):
            raise NotEvidence(
                f"only evidence of the whole ledger can be held against an earlier checkpoint, such as {name}"
            )
        elif (file.root if size == file.size else root_over(map(leaf_hash, file.events[:size]))) != root:
            yield 0, f"The first {size} events of the ledger are not those that the checkpoint {name} was signed over."


def check_timestamp(file: File) -> Iterator[Finding]:
    """The timestamp, where there is one, is of the checkpoint. Whose it is has to be checked with other means."""
    if file.timestamp is not None:
        stamped = read_timestamp(file.timestamp)
        if stamped is None:
            yield 0, "The timestamp in the file cannot be read."
        elif stamped[0] != hashlib.sha256(file.checkpoint.encode()).digest():
            yield 0, "The timestamp in the file is not of its checkpoint."


def check_bytes(file: File) -> Iterator[Finding]:
    """Every event has its leaf hash, and its place in the tree that the checkpoint is over."""
    whole = file.what == "portfolio"
    for event in file.events:
        leaf = leaf_hash(event)
        if leaf != event.leaf_hash:
            yield event.seq, f"Event {event.seq} is not as it was recorded: it does not have its leaf hash."
        if not whole and not is_included(leaf, event.seq - 1, file.size, event.proof, file.root):
            yield event.seq, f"Event {event.seq} is not shown to be in the ledger that the checkpoint is over."
    if whole:
        count = len(file.events)
        if count > file.size:
            yield file.size + 1, f"The file has {count} events, where the checkpoint is over {file.size}."
        elif not is_beginning(count, root_over(map(leaf_hash, file.events)), file.size, file.root, file.prefix):
            yield 0, "These are not, all of them and in this order, the first events that the checkpoint is over."


def check_order(file: File) -> Iterator[Finding]:
    """Nothing is missing between, nothing is there twice, nothing is foreign, and no time of recording goes back."""
    due, latest = 1, -BIGGEST
    versions: dict[str, int] = {}
    for event in file.events:
        seq, stream = event.seq, event.stream
        if seq < due:
            yield seq, f"Event {seq} is not in its place."
        elif seq > due and file.what == "portfolio":
            yield due, missing(due, seq - 1)
        if event.recorded_at < latest:
            yield seq, f"Event {seq} was recorded earlier than the one ahead of it."
        due, latest = seq + 1, event.recorded_at
        if file.known_at is not None and latest > file.known_at and not event.context:
            yield seq, f"Event {seq} was recorded later than the file is to tell."
        before = versions.get(stream, 0)
        versions[stream] = event.version
        all_of_it = stream == "policy" if event.context else file.what in ("account", "portfolio")
        if all_of_it and event.version != before + 1:
            yield seq, f"Event {seq} is version {event.version} of {stream}, where {before + 1} is due."
        if event.context and (file.what == "portfolio" or stream == file.stream):
            yield seq, f"Event {seq} is put aside as if it were not what this is evidence of."
        if not event.context and file.stream is not None and stream != file.stream:
            yield seq, f"Event {seq} is not of {file.stream}."
        if not event.context and file.event is not None and seq != file.event and struck(event) != file.event:
            yield seq, f"Event {seq} has nothing to do with event {file.event}."
    if file.event is not None and all(event.seq != file.event for event in file.about):
        yield file.event, f"Event {file.event}, which this is evidence of, is missing."
    if not file.about:
        yield 0, "Nothing of what this is evidence of is in the file."
    elif file.what == "portfolio" and file.known_at is None and due <= file.size:
        yield due, missing(due, file.size)


def missing(first: int, last: int) -> str:
    """That these events, both ends among them, are not there."""
    return f"Event {first} is missing." if first == last else f"Events {first} to {last} are missing."


def check_payloads(file: File) -> Iterator[Finding]:
    """Every payload can be read, all words open, and every policy that something was judged by is in the file."""
    policies = {0: 0, 1: 0}  # none at all, and the first, which is part of Tieline
    for event in file.events:
        if first_day(event) is None:
            yield event.seq, f"The payload of event {event.seq} cannot be read."
        for name, box in boxes(event):
            if opened(box, file.secrets) is None:
                yield event.seq, f"The words in “{name}” of event {event.seq} do not open with the key in the file."
        rules = event.fields.get("rules")
        if event.type == "policy-changed" and isinstance(rules, dict) and type(rules.get("version")) is int:
            policies.setdefault(rules["version"], event.seq)
        if event.policy_version not in policies:
            judged_by = f"policy version {event.policy_version}, which is missing"
            yield event.seq, f"Event {event.seq} was judged by {judged_by}."


# The file: HTML that holds two blocks of JSON, the data, and the signature over everything but what that block holds.


def read_file(raw: bytes) -> File:
    """What a file says. Raises NotEvidence."""
    data = parsed(around(raw, DATA)[1])
    ahead, note, behind = around(raw, SIGNATURE)
    if b"<" in note:  # no signature is over this block, and a browser would show what such a letter begins
        raise NotEvidence("something was put into the block of its signature")
    if text(data, "format") != FORMAT:
        raise NotEvidence("it has a format that this program does not know: get the one that came with the file")
    chosen = typed(data, "chosen", dict)
    key, checkpoint = text(data, "key"), text(data, "checkpoint")
    origin, size, root = read_checkpoint(checkpoint)
    what, event = text(chosen, "what"), chosen.get("event")
    if what not in ("account", "portfolio", "event", "period") or (what == "event") is (event is None):
        raise NotEvidence("it does not say what it is evidence of")
    if what == "account" and chosen.get("stream") is None:
        raise NotEvidence("it does not say what it is evidence of")
    return File(
        key=read_key(key),
        key_text=key,
        what=what,
        stream=text_or_none(chosen, "stream"),
        event=None if event is None else number(chosen, "event"),
        first=text_or_none(chosen, "from"),
        last=text_or_none(chosen, "to"),
        as_of=day_or_none(text_or_none(chosen, "as_of")),
        known_at=None if chosen.get("known_at") is None else number(chosen, "known_at"),
        checkpoint=checkpoint,
        timestamp=None if data.get("timestamp") is None else from_base64(data["timestamp"], "the timestamp"),
        origin=origin,
        size=size,
        root=root,
        prefix=hashes(data, "prefix"),
        events=[read_event(each) for each in typed(data, "events", list)],
        secrets={name: from_base64(each, "a key") for name, each in typed(data, "secrets", dict).items()},
        state=text(data, "state"),
        accounts={stream: text(data["accounts"], stream) for stream in typed(data, "accounts", dict)},
        note=text({"signature": parsed(note)}, "signature"),
        digest=b64encode(hashlib.sha256(ahead + behind).digest()).decode(),
    )


def around(raw: bytes, opening: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands ahead of a block's content, the content, and what stands behind it. There must be one such block."""
    if raw.count(opening) != 1:
        raise NotEvidence("it is not evidence made by Tieline, or it was cut short")
    start = raw.index(opening) + len(opening)
    end = raw.find(END, start)
    if end < 0:
        raise NotEvidence("it was cut short")
    return raw[:start], raw[start:end], raw[end:]


def parsed(content: bytes) -> Any:
    """JSON as Python values. What could be read in two ways is refused. Raises NotEvidence."""
    try:
        return json.loads(content.decode(), object_pairs_hook=only_once, parse_constant=no_constant)
    except RecursionError:
        raise NotEvidence("the data in it are nested too deeply") from None
    except ValueError as error:
        raise NotEvidence(f"the data in it cannot be read: {error}") from None


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, in which no name may stand twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def no_constant(name: str) -> NoReturn:
    """NaN and the like."""
    raise ValueError(f"{name} is no JSON")


def read_event(given: Any) -> Event:
    """An event of the file. Raises NotEvidence."""
    event = Event(
        seq=number(given, "seq", 1),
        stream=text(given, "stream"),
        version=number(given, "version", 0),
        type=text(given, "type"),
        schema=number(given, "schema", 0, BIGGEST_SMALL),
        recorded_at=number(given, "recorded_at"),
        recorded_by=text(given, "recorded_by"),
        reported_by=text_or_none(given, "reported_by"),
        command_id=text(given, "command_id"),
        batch=text_or_none(given, "batch"),
        policy_version=number(given, "policy_version", 0, BIGGEST_SMALL),
        payload=from_base64(text(given, "payload"), "a payload"),
        leaf_hash=from_base64(text(given, "leaf_hash"), "a leaf hash"),
        proof=hashes(given, "proof"),
        context=given.get("context") is True,
    )
    event.fields = read_payload(event.payload)
    return event


def typed(holder: Any, name: str, kind: type) -> Any:
    """A field of the data that is of this kind. Raises NotEvidence."""
    value = holder.get(name) if isinstance(holder, dict) else None
    if type(value) is not kind:
        raise NotEvidence(f"its “{name}” is missing or not what belongs there")
    return value


def text(holder: Any, name: str) -> str:
    """A field that holds a text."""
    value: str = typed(holder, name, str)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotEvidence(f"its “{name}” has letters that are none") from None
    return value


def text_or_none(holder: Any, name: str) -> str | None:
    """A field that holds a text or null."""
    return text(holder, name) if isinstance(holder, dict) and holder.get(name) is not None else None


def number(holder: Any, name: str, least: int = -BIGGEST, most: int = BIGGEST) -> int:
    """A field that holds a whole number within these bounds."""
    value: int = typed(holder, name, int)
    if not least <= value <= most:
        raise NotEvidence(f"its “{name}” is too small or too large")
    return value


def hashes(holder: Any, name: str) -> list[bytes]:
    """A field that holds a proof, a list of hashes; none where there is no such field."""
    if holder.get(name) is None:
        return []
    found = [from_base64(each, "a proof") for each in typed(holder, name, list)]
    if any(len(each) != 32 for each in found):
        raise NotEvidence("a proof in it is not made of hashes")
    return found


def from_base64(given: Any, what: str) -> bytes:
    """The bytes of a text in Base64."""
    try:
        return b64decode(given, validate=True)
    except (ValueError, TypeError):
        raise NotEvidence(f"{what} in it is not Base64") from None


def day_or_none(given: str | None) -> date | None:
    """A day written 2024-03-05."""
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise NotEvidence("its “as_of” is not a day") from None


# Keys and signed notes, as C2SP has them (signed-note, tlog-checkpoint), with Ed25519.


def read_key(written: str) -> Key:
    """A public key written name+id+base64. Raises NotEvidence."""
    name, _, rest = written.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        raw = b64decode(encoded, validate=True)
        right_id = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex()
    except ValueError:
        raw, right_id = b"", ""
    if len(raw) != 33 or raw[0] != 1 or key_id != right_id:
        raise NotEvidence(f"“{plain(written)[:80]}” is no public key; a key is as “tieline keys show” prints it")
    return Key(name, key_id, raw[1:])


def is_signed(note: str, key: Key) -> bool:
    """Whether one of the signatures under a note is this key's and fits the note's text."""
    said, _, below = note.partition("\n\n")
    for line in below.split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[:2] != ["—", key.name]:
            continue
        try:
            signature = b64decode(parts[2], validate=True)
            if signature[:4].hex() == key.id:
                Ed25519PublicKey.from_public_bytes(key.raw).verify(signature[4:], said.encode() + b"\n")
                return True
        except (ValueError, InvalidSignature):
            continue
    return False


def read_checkpoint(note: str) -> tuple[str, int, bytes]:
    """The ledger's name, the number of its events and the root of their tree. Raises NotEvidence."""
    lines = note.split("\n")
    if len(lines) < 5 or not (lines[1].isascii() and lines[1].isdigit()) or len(lines[1]) > 18:
        raise NotEvidence("the checkpoint in it cannot be read")
    return lines[0], int(lines[1]), from_base64(lines[2], "the checkpoint's root")


# Timestamps (RFC 3161): only what they are of and what time they state; their signature is for “openssl ts -verify”.


def read_timestamp(answer: bytes) -> tuple[bytes, str] | None:
    """The SHA-256 that an authority's answer is over, and the time that it states; None where it is no such answer."""
    try:
        at = answer.index(TST_INFO) + len(TST_INFO)
        for tag in (0xA0, 0x04, 0x30):  # the content's wrapping, the text of bytes in it, the sequence in that
            at = der(answer, at, tag)[0]
        for tag in (0x02, 0x06):  # version, policy
            at = der(answer, at, tag)[1]
        imprint, at = der(answer, at, 0x30)
        algorithm, hashed = der(answer, imprint, 0x30)
        start, end = der(answer, hashed, 0x04)
        after_serial = der(answer, at, 0x02)[1]
        if SHA_256 not in answer[algorithm:hashed]:
            return None
        first, last = der(answer, after_serial, 0x18)
        return answer[start:end], answer[first:last].decode("ascii")
    except (ValueError, IndexError):
        return None


def der(raw: bytes, at: int, tag: int) -> tuple[int, int]:
    """Where the content of the DER value at a place begins and ends. Raises ValueError, IndexError."""
    if raw[at] != tag:
        raise ValueError("another value is there")
    length, start = raw[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(raw[start : start + count]), start + count
    if start + length > len(raw):
        raise ValueError("it was cut short")
    return start, start + length


# Leaf hashes and the tree (RFC 6962; proofs are verified as in RFC 9162, 2.1.3.2 and 2.1.4.2).


def leaf_hash(event: Event) -> bytes:
    """SHA-256 over a zero byte and the canonical bytes of the event."""
    numbers = (event.seq, event.version, event.schema, event.recorded_at, event.policy_version)
    texts = (event.stream, event.type, event.recorded_by, event.reported_by, event.command_id, event.batch)
    parts = [b"tieline-event-v1", struct.pack(">QQIqI", *numbers)]
    for each in (*(None if each is None else each.encode() for each in texts), event.payload):
        parts += [b"\xff\xff\xff\xff"] if each is None else [struct.pack(">I", len(each)), each]
    return hashlib.sha256(b"\x00" + b"".join(parts)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over a byte 1 and the two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_over(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaves."""
    full: list[tuple[int, bytes]] = []  # full subtrees from the left: how many leaves each has, and its root
    for leaf in leaves:
        size, root = 1, leaf
        while full and full[-1][0] == size:
            size, root = 2 * size, node_hash(full.pop()[1], root)
        full.append((size, root))
    if not full:
        return hashlib.sha256(b"").digest()
    root = full.pop()[1]
    while full:
        root = node_hash(full.pop()[1], root)
    return root


def is_included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at an index, counted from 0, to the root of a tree of this size."""
    if not 0 <= index < size:
        return False
    at, end, reached = index, size - 1, leaf
    for each in proof:
        if end == 0:
            return False
        if at & 1 or at == end:
            reached = node_hash(each, reached)
            while not at & 1 and at:
                at, end = at >> 1, end >> 1
        else:
            reached = node_hash(reached, each)
        at, end = at >> 1, end >> 1
    return end == 0 and reached == root


def is_beginning(old: int, old_root: bytes, size: int, root: bytes, proof: list[bytes]) -> bool:
    """Whether the proof shows that a tree of the size ``old`` is the beginning of the other."""
    if old in (0, size):
        return not proof and (old == 0 or old_root == root)
    path = [old_root, *proof] if old & (old - 1) == 0 else proof
    if not path:
        return False
    at, end = old - 1, size - 1
    while at & 1:
        at, end = at >> 1, end >> 1
    old_reached = reached = path[0]
    for each in path[1:]:
        if end == 0:
            return False
        if at & 1 or at == end:
            old_reached, reached = node_hash(each, old_reached), node_hash(each, reached)
            while not at & 1 and at:
                at, end = at >> 1, end >> 1
        else:
            reached = node_hash(reached, each)
        at, end = at >> 1, end >> 1
    return end == 0 and old_reached == old_root and reached == root


# What happened: payloads, people's words, and the state that the events come to.


def read_payload(payload: bytes) -> dict[str, Any]:
    """The fields of a payload; none where it cannot be read. A number with a fraction stays the text that it is written as."""
    try:
        fields = json.loads(payload.decode(), parse_float=str, parse_constant=no_constant)
        json.dumps(fields, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) and is_flat(fields) else {}


def is_flat(value: Any, levels: int = DEEPEST) -> bool:
    """Whether a value is nested no deeper than any payload is."""
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return levels > 0 and all(is_flat(each, levels - 1) for each in inner)
    return True


def first_day(event: Event) -> date | None:
    """The first day that an event may have happened on."""
    try:
        return date.fromisoformat(event.fields["on"]["first"])
    except (KeyError, TypeError, ValueError):
        return None


def struck(event: Event) -> int | None:
    """The number of the record that an event strikes through, if it does that."""
    record = event.fields.get("record")
    return record if event.type in STRIKES and type(record) is int else None


def is_box(value: Any) -> bool:
    """Whether a field holds somebody's words, sealed."""
    return isinstance(value, dict) and value.keys() == {"key", "box"}


def boxes(event: Event) -> list[tuple[str, dict[str, Any]]]:
    """The fields of an event that hold somebody's words."""
    return [(name, value) for name, value in event.fields.items() if is_box(value)]


def opened(box: dict[str, Any], secrets: dict[str, bytes]) -> str | None:
    """The words in a box: FORGOTTEN where there is no key to it, None where the key does not fit."""
    secret = secrets.get(str(box["key"]))
    if secret is None:
        return FORGOTTEN
    try:
        raw = b64decode(box["box"], validate=True)
        return AESGCM(secret).decrypt(raw[:12], raw[12:], None).decode()
    except (InvalidTag, ValueError, TypeError):
        return None


def state_hash(events: list[Event], as_of: date | None) -> str | None:
    """The hash of the state that events come to (docs/ledger-format.md, “State hash”); None where there is none."""
    gone = {(event.stream, struck(event)) for event in events if event.type in STRIKES}
    standing = []
    for event in events:
        day = first_day(event)
        if day is None:
            return None
        if event.type not in STRIKES and (event.stream, event.seq) not in gone and day <= (as_of or date.max):
            standing.append((day, event.seq, event))
    state: dict[str, Any] = {}
    for _, _, event in sorted(standing, key=lambda each: each[:2]):
        fields = event.fields
        ids = [fields[name] for name in sorted(fields) if name.endswith("_id") and isinstance(fields[name], str)]
        things = state.setdefault(event.stream, {}).setdefault(event.type, {})
        thing = things.setdefault(" ".join(ids), {"events": 0, "last": {}})
        thing["events"] += 1
        thing["last"].update((name, value) for name, value in fields.items() if not is_box(value))
    written = json.dumps(state, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


# What is printed.


def plain(said: object) -> str:
    """A text as one line that cannot steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(str(said).split()))


def moment(microseconds: int) -> str:
    """A time of recording, in UTC."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).isoformat()
    except OverflowError:
        return f"{microseconds} µs after 1970"


def evidence_of(file: File) -> str:
    """What a file is evidence of, in a few words."""
    account = f"{file.accounts.get(file.stream or '', 'an account')} ({file.stream})"
    span = " ".join(f"{word} {day}" for word, day in (("from", file.first), ("to", file.last)) if day)
    what = {
        "account": f"everything on record of {account}",
        "portfolio": "the whole ledger",
        "event": f"event {file.event}",
        "period": f"what happened {span}{f' to {account}' if file.stream else ''}, a selection",
    }[file.what]
    return plain(what + ("" if file.known_at is None else f", as known at {moment(file.known_at)}"))


def shown(event: Event, secrets: dict[str, bytes]) -> dict[str, Any]:
    """An event with its words opened."""
    left_out = ("payload", "leaf_hash", "proof", "fields")
    envelope = {name: value for name, value in vars(event).items() if name not in left_out}
    said = {name: value for name, value in event.fields.items() if not is_box(value)}
    return {**envelope, "said": said, "words": {name: opened(box, secrets) for name, box in boxes(event)}}


def summary(file: File, state: str | None) -> dict[str, Any]:
    """What there is to say of a file, whatever was found."""
    words = [opened(box, file.secrets) for event in file.events for _, box in boxes(event)]
    return {
        "evidence_of": evidence_of(file),
        "events": len(file.about),
        "judged_by": len(file.events) - len(file.about),
        "checkpoint": {"origin": file.origin, "size": file.size, "root": b64encode(file.root).decode()},
        "timestamp": (read_timestamp(file.timestamp) or (b"", None))[1] if file.timestamp else None,
        "key": file.key_text,
        "words_opened": sum(each not in (None, FORGOTTEN) for each in words),
        "words_forgotten": sum(each == FORGOTTEN for each in words),
        "as_of": None if file.as_of is None else file.as_of.isoformat(),
        "state": state,
    }


def as_json(file: File, findings: list[Finding], state: str | None, status: int) -> str:
    """Everything for a machine."""
    signer = {INTACT: "the key given", SIGNER_UNKNOWN: "unknown", NOT_INTACT: "not shown"}[status]
    found = [{"seq": seq, "sentence": sentence} for seq, sentence in findings]
    said = {"intact": not findings, "signer": signer, "findings": found, **summary(file, state)}
    return json.dumps({**said, "records": [shown(event, file.secrets) for event in file.events]}, indent=1)


def as_text(file: File, findings: list[Finding], state: str | None, status: int) -> Iterator[str]:
    """Everything for a person, line by line."""
    said = summary(file, state)
    yield {
        INTACT: "Intact, and signed with the key that you gave.",
        SIGNER_UNKNOWN: "Intact, signer unknown: give the key that you got from the ledger's keeper with --key.",
        NOT_INTACT: f"Not intact: {len(findings)} finding{'s' * (len(findings) != 1)}.",
    }[status]
    yield from (f"  {sentence}" for _, sentence in findings)
    about, checkpoint = file.about, said["checkpoint"]
    numbers = f", number {about[0].seq} to {about[-1].seq}" if about else ""
    judged_by = f"; {said['judged_by']} more that they were judged by" if said["judged_by"] else ""
    as_of = f" as of {said['as_of']}" if said["as_of"] else ""
    yield f"Evidence of: {said['evidence_of']}"
    yield f"Events:      {said['events']}{numbers}{judged_by}"
    yield f"Checkpoint:  {checkpoint['origin']}, {checkpoint['size']} events, root {checkpoint['root']}"
    if said["timestamp"]:
        yield f"Timestamp:   {said['timestamp']}, as an authority states; --extract writes it out to be checked"
    yield f"Key in it:   {said['key']}"
    yield f"Words:       {said['words_opened']} opened with keys in the file, {said['words_forgotten']} forgotten"
    yield f"State hash:  {state or 'none'}{as_of}"
    yield "Names of accounts and people and the sentences about events are told by the file, not proven; the events are."
    if file.what != "portfolio":
        yield "That nothing of it came later, up to the checkpoint, is shown by evidence of the whole ledger alone."


def as_line(event: Event, secrets: dict[str, bytes]) -> str:
    """An event in one line, its words opened."""
    said = shown(event, secrets)
    told = f"; told by {event.reported_by}" if event.reported_by else ""
    judged = f"; policy {event.policy_version}" if event.policy_version else ""
    what = json.dumps({**said["said"], **said["words"]}, ensure_ascii=False)
    recorded = f"recorded {moment(event.recorded_at)} by {event.recorded_by}{told}{judged}"
    return f"{event.seq} {event.stream} {event.version} {event.type} {what} [{recorded}]"


class Arguments(argparse.ArgumentParser):
    """Wrong arguments end with exit status 1; 2 has a meaning of its own here."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end."""
        self.exit(NOT_INTACT, f"{message}; see “python tieline_verify.py --help”\n")


def say(line: str, to: TextIO) -> None:
    """Print one line; what a terminal cannot show is shown as a question mark."""
    encoding = to.encoding or "utf-8"
    to.write(plain(line).encode(encoding, "replace").decode(encoding) + "\n")


def parser() -> Arguments:
    """The arguments that there are."""
    asks = Arguments(description="Check evidence made by Tieline, offline.")
    asks.add_argument("file", help="the evidence file")
    asks.add_argument("--key", action="append", default=[], metavar="PUBLIC", help=HELP["key"])
    asks.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help=HELP["checkpoint"])
    asks.add_argument("--extract", metavar="FOLDER", help=HELP["extract"])
    asks.add_argument("--events", action="store_true", help="print every event as well, its words opened")
    asks.add_argument("--json", action="store_true", help="print JSON and nothing else")
    return asks


def extract(file: File, folder: Path) -> None:
    """Write the checkpoint and its timestamp into a folder, over no file that is there."""
    folder.mkdir(exist_ok=True)
    for name, content in (("checkpoint.txt", file.checkpoint.encode()), ("checkpoint.tsr", file.timestamp)):
        if content is not None:
            with (folder / name).open("xb") as out:
                out.write(content)


def main(arguments: list[str] | None = None) -> int:
    """Check one file, print what is found, and return the exit status."""
    asked = parser().parse_args(arguments)
    at = asked.file
    try:
        file = read_file(Path(at).read_bytes())
        keys = [read_key(each) for each in asked.key]
        kept = {}
        for at in asked.checkpoint:
            kept[at] = Path(at).read_bytes().decode()
        findings, state = check(file, keys, kept)
        if asked.extract:
            at = asked.extract
            extract(file, Path(at))
    except (OSError, ValueError) as error:
        say(f"{at} cannot be used: {getattr(error, 'strerror', None) or error}.", sys.stderr)
        return NOT_INTACT
    except NotEvidence as error:
        say(f"{asked.file} cannot be checked: {error}.", sys.stderr)
        return NOT_INTACT
    status = NOT_INTACT if findings else INTACT if keys else SIGNER_UNKNOWN
    if asked.json:
        sys.stdout.write(as_json(file, findings, state, status) + "\n")
        return status
    for line in as_text(file, findings, state, status):
        say(line, sys.stdout)
    for event in file.events if asked.events else ():
        say(as_line(event, file.secrets), sys.stdout)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read what is printed has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOT_INTACT)
