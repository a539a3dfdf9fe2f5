"""What do events come to, in one hash? By a rule that knows nothing of their meaning, so that a stranger can apply it, too.

The rule is written down in docs/ledger-format.md; ``domain/ledger/tieline_verify.py`` applies it on its own.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from domain.history.retraction import STRIKES
from domain.ledger.record import Record

_decode = msgspec.json.Decoder(float_hook=str).decode


def state_of(records: Iterable[Record], as_of: date | None = None) -> dict[str, Any]:
    """The state that records come to as of a day: stream → type → ids in the payload → how many there were, and the last fields.

    Records that were struck through among them are left out, and so is what strikes them. They count in the order that
    they happened, as far as the first day of each tells, and else in the order recorded; the last word on a field stands.
    Sealed words are left out.
    """
    payloads = [(record, _decode(record.payload)) for record in records]
    struck = {(record.stream, fields["record"]) for record, fields in payloads if record.type in STRIKES}
    standing = [
        (day, record.seq, record, fields)
        for record, fields in payloads
        if record.type not in STRIKES
        and (record.stream, record.seq) not in struck
        and ((day := date.fromisoformat(fields["on"]["first"])) <= (as_of or date.max))
    ]
    state: dict[str, Any] = {}
    for _, _, record, fields in sorted(standing, key=lambda each: each[:2]):
        about = " ".join(
            fields[name] for name in sorted(fields) if name.endswith("_id") and isinstance(fields[name], str)
        )
        thing = state.setdefault(record.stream, {}).setdefault(record.type, {})
        kept = thing.setdefault(about, {"events": 0, "last": {}})
        kept["events"] += 1
        kept["last"] |= {name: value for name, value in fields.items() if not _is_sealed(value)}
    return state


def state_hash(records: Iterable[Record], as_of: date | None = None) -> str:
    """SHA-256, in hexadecimal, over the state as JSON with its names in order and no spaces."""
    return sha256(msgspec.json.encode(state_of(records, as_of), order="sorted")).hexdigest()


def _is_sealed(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"key", "box"}
