"""Tieline's own files, dropped with or without others: recorded by the one way that there is for each."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from domain.access import Actor
from ui.bootstrap import Tieline
from ui.case_rows import NotACaseFile
from ui.command_lines import NotACommandFile
from ui.crm.outcome import Outcome
from ui.crm.rows import Fallen
from ui.crm.table import NotATable
from ui.importing import import_case
from ui.record_file import record_file

FACTS, COMMANDS = "tieline-facts", "tieline-commands"


def record_own(
    tieline: Tieline,
    file: str,
    kind: str,
    content: bytes,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Outcome:
    """Record a case file or a file of commands; with ``dry_run`` judge it and write nothing. Raises NotATable."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("dropped.csv" if kind == FACTS or not is_json_lines(content) else "dropped.jsonl")
        path.write_bytes(content)
        try:
            if kind == FACTS:
                facts = import_case(tieline, path, by=by, dry_run=dry_run, progress=progress)
                return Outcome(
                    rows=facts.rows,
                    recorded=facts.recorded,
                    already_recorded=facts.already_recorded,
                    refused=[Fallen(file, 0, "refused", f"{each.row_id}: {each.reason}") for each in facts.refused],
                    batches=(facts.batch,) if facts.batch else (),
                )
            lines = record_file(tieline, path, by=by, dry_run=dry_run, progress=progress)
        except (NotACaseFile, NotACommandFile) as error:
            raise NotATable(str(error).replace(path.name, file)) from error
    return Outcome(
        rows=lines.lines,
        recorded=lines.recorded,
        already_recorded=lines.already_recorded,
        refused=[Fallen(file, each.line, "refused", each.reason) for each in lines.refused],
        batches=(lines.batch,) if lines.batch else (),
    )


def is_json_lines(content: bytes) -> bool:
    """Whether a file's first line that says anything is a JSON object."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
