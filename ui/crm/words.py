"""The words of a row: what it was about, what changed, who did it."""

import re
from html.parser import HTMLParser

from ui.crm.known import Known, same_id
from ui.crm.mapping import Cells, Understanding
from ui.crm.sources import SALESFORCE
from ui.crm.table import Row

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|a|ul|ol|li|strong|em|html|body|table|tr|td|h[1-6]|img|font)\b[^<>]*>", re.IGNORECASE
)
"""What web editors write; other words in angle brackets are somebody's own."""
PERSON_ID = re.compile(
    r"005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?|[0-9]+|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
"""What is an id of a user rather than a name: Salesforce's, HubSpot's, Dynamics's."""


class _Text(HTMLParser):
    """Keeps the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's
        self._unseen += tag in {"script", "style"}
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"script", "style"} and self._unseen > 0
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def without_tags(text: str) -> str:
    """The text of what a web editor wrote; any other text as it is."""
    if not _TAG.search(text):
        return text
    parser = _Text()
    parser.feed(text)
    parser.close()
    return " ".join("".join(parser.parts).split())


def about(cells: Cells, row: Row) -> str:
    """What an interaction was about: the subject, and behind it what else was said."""
    subject, more = cells.of(row, "words"), without_tags(cells.of(row, "details"))
    if not subject or not more or subject.casefold() == more.casefold():
        return subject or more
    return more if more.casefold().startswith(subject.casefold()) else f"{subject}: {more}"


def change(cells: Cells, row: Row, understanding: Understanding, known: Known) -> str:
    """What changed, in a sentence without its full stop. Of an audit row only that something did."""
    system = understanding.system
    if not cells.has("field"):
        return f"Something changed in {system}; the row does not say what"
    field = cells.of(row, "field")
    opportunity = cells.of(row, "parent")
    whose = f"In {system}, "
    if opportunity:
        _, name = known.opportunities.get(same_id(opportunity, SALESFORCE), ("", ""))
        whose = f"In {system}, opportunity “{name or opportunity}”: "
    if field.casefold() == "created":
        return f"{whose}the record was created"
    if field.casefold() == "opportunitycreatedfromlead":
        return f"{whose}it was created from a lead"
    name = field.removesuffix("__c").replace("_", " ")
    old, new = (person(cells.of(row, role), known) for role in ("old", "new"))
    if old and new:
        return f"{whose}{name} changed from “{old}” to “{new}”"
    if new:
        return f"{whose}{name} was set to “{new}”"
    return f"{whose}{name} was cleared, it had been “{old}”" if old else f"{whose}{name} changed"


def person(text: str, known: Known) -> str:
    """The name of the user of this id, where a file says it; else the text as it is."""
    return known.people.get(same_id(text, SALESFORCE), text) if text.startswith("005") else text


def author(cells: Cells, row: Row, understanding: Understanding, known: Known) -> str:
    """Who wrote the row in the other system: a name, or which user of it; "" where it does not say."""
    said = person(cells.of(row, "author"), known)
    if said and understanding.system and PERSON_ID.fullmatch(said):
        return f"{understanding.system} user {said}"
    return said
