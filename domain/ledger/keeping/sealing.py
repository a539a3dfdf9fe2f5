"""Which keys of the vault a ledger has used."""

import re

from domain.ledger.audit import Readable
from domain.ledger.database import Row
from domain.ledger.keeping.whole import EVENT_COLUMNS

SEALED = re.compile(rb'"key":(\d{1,18}),"box":"')
"""Sealed words in a payload. In text that somebody wrote, a quotation mark stands behind a backslash."""
PAYLOAD = EVENT_COLUMNS.index("payload")


class HighestKey:
    """Notes the highest number of a key as an audit reads the events; else objects to what another reader objects to."""

    def __init__(self, readable: Readable = lambda _: "") -> None:
        self.highest = 0
        self._readable = readable

    def __call__(self, row: Row) -> str:
        for number in SEALED.findall(row[PAYLOAD]) if isinstance(row[PAYLOAD], bytes) else ():
            self.highest = max(self.highest, int(number))
        return self._readable(row)
