"""A table whose first cells lead somewhere in the same tab, in the look of Streamlit's own, whose links open another."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from ui.charts.palette import LINE, LINK, QUIET, Theme

WHOLE = "overflow-x:auto;font-size:0.875rem;line-height:1.5"
WITHIN = '<div style="max-width:25rem">'
"""A long text leaves room for the others."""


def leading_table(table: pd.DataFrame, addresses: Sequence[str], theme: Theme, label: str) -> str:
    """The table as HTML that shows just what it says; wider than the page, it scrolls in itself."""
    edge = f"border-bottom:1px solid {LINE[theme]};text-align:left"
    cells = [
        f"padding:0.25rem 0.375rem 0.25rem {'1rem' if column else '0.375rem'};{edge}"
        for column in range(table.shape[1])
    ]
    head = "".join(
        f'<th scope="col" style="{style};font-weight:400;color:{QUIET[theme]}">{escape(str(name))}</th>'
        for name, style in zip(table.columns, cells, strict=True)
    )
    rows = []
    for address, row in zip(addresses, table.itertuples(index=False, name=None), strict=True):
        said = [escape(str(each)) for each in row]
        said[0] = f'<a href="{escape(address)}" style="color:{LINK[theme]}">{said[0]}</a>'
        rows.append(
            "".join(f'<td style="{style}">{WITHIN}{each}</div></td>' for each, style in zip(said, cells, strict=True))
        )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div style="{WHOLE}"><table aria-label="{escape(label)}" style="width:100%;border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
