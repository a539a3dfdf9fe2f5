"""The parts that a brief is put together from, each text in them escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from ui.format import one_line

SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing in the file runs, and nothing is fetched from anywhere."""


def text(said: object) -> str:
    """A text as HTML that shows just this text."""
    return escape(one_line(str(said)))


def paragraph(said: str, kind: str = "") -> str:
    """A paragraph."""
    return f'<p class="{kind}">{text(said)}</p>\n' if kind else f"<p>{text(said)}</p>\n"


def section(title: str, *parts: str) -> str:
    """A section with its heading; "" where there is nothing in it."""
    inside = "".join(parts)
    return f"<section>\n<h2>{text(title)}</h2>\n{inside}</section>\n" if inside else ""


def part(title: str, inside: str) -> str:
    """A smaller heading with what is below it."""
    return f"<h3>{text(title)}</h3>\n{inside}" if inside else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], figures: Sequence[int] = ()) -> str:
    """A table; the columns of these numbers are figures. "" without rows."""
    kept = [list(row) for row in rows]
    if not kept:
        return ""

    def cell(name: str, number: int, said: object) -> str:
        scope = ' scope="col"' if name == "th" else ""
        kind = ' class="figure"' if number in figures else ""
        return f"<{name}{scope}{kind}>{text(said)}</{name}>"

    head = "".join(cell("th", number, each) for number, each in enumerate(columns))
    body = "".join(f"<tr>{''.join(cell('td', number, each) for number, each in enumerate(row))}</tr>\n" for row in kept)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n"


def listed(items: Iterable[str]) -> str:
    """A list of lines that are HTML already; "" without any."""
    inside = "".join(f"<li>{each}</li>\n" for each in items)
    return f"<ul>\n{inside}</ul>\n" if inside else ""
