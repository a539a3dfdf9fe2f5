"""Files that were dropped together: tables of other systems, and Tieline's own files, each as what it is."""

from collections import Counter

import msgspec

from domain.history.refusal import Refusal
from ui.crm.own_files import COMMANDS, is_json_lines
from ui.crm.reading import read_tables
from ui.crm.sources import recognised
from ui.crm.table import Table


class OwnFile(msgspec.Struct, frozen=True):
    """A file that Tieline reads as it is."""

    file: str
    kind: str
    """``tieline-facts`` or ``tieline-commands``."""
    content: bytes


class Dropped(msgspec.Struct):
    """What was dropped."""

    tables: list[Table] = []
    own: list[OwnFile] = []
    refused: list[str] = []
    """Why files cannot be read, a sentence for each."""


def dropped(files: list[tuple[str, bytes]]) -> Dropped:
    """What is in these files, by name and content; one that cannot be read stops none of the others."""
    found = Dropped()
    seen: Counter[str] = Counter()
    for name, content in files:
        seen[name] += 1
        file = name if seen[name] == 1 else f"{name} ({seen[name]})"
        if is_json_lines(content):
            found.own.append(OwnFile(file, COMMANDS, content))
            continue
        try:
            tables = read_tables(file, content)
        except Refusal as refusal:
            found.refused.append(refusal.sentence)
            continue
        kinds = {recognised(table).id for table in tables if recognised(table).holds == "tieline"}
        if kinds and len(tables) == 1 and not content.startswith(b"PK"):
            found.own.append(OwnFile(file, kinds.pop(), content))
        else:
            found.tables += tables
    return found
