"""A line that was read, as the fields of the form that it proposes."""

from collections.abc import Iterator
from typing import Any

from domain.history.asking import fields
from domain.relationship.interaction import LogInteraction
from ui.format import happened
from ui.forms.draft import current_draft, drop_draft, open_draft
from ui.forms.kinds import WHAT
from ui.forms.prefilling import of_date, of_field
from ui.logging.lines import Read


def propose(read: Read, version: int) -> None:
    """Begin a new form of the account of a line with what it says."""
    drop_draft()
    draft = open_draft(read.stream, version)
    values = dict(values_of(read))
    draft.settled = True
    draft.what = str(values.get(WHAT, ""))
    draft.typed = {draft.what: {key: value for key, value in values.items() if key != WHAT}}
    draft.propose(values)


def proposed_for(stream: str) -> bool:
    """Whether the form of this session is about this account."""
    draft = current_draft()
    return draft is not None and draft.stream == stream and not draft.corrects


def values_of(read: Read) -> Iterator[tuple[str, Any]]:
    """The values of the form's fields, by key."""
    if read.command is None:
        return
    yield WHAT, read.command.label
    if read.on:
        yield from of_date("log-when", read.on).items()
    if reason := read.answers.get("reason"):
        yield "log-reason", reason
    for field in fields(read.command):
        yield from of_field(read.command, field, read.answers.get(field.name))


def said(read: Read, account: str) -> str:
    """What was understood of a line, in a few words."""
    parts = [
        what(read),
        account,
        happened(read.on) if read.on else "",
    ]
    return " · ".join(filter(None, parts))


def what(read: Read) -> str:
    """What happened, in a few words: of an interaction what kind it was."""
    kind = read.answers.get("kind")
    if kind and read.command is LogInteraction:
        return str(kind).capitalize()
    return read.command.label if read.command else ""
