"""A table whose cells lead somewhere in the same tab, in the look of Streamlit's own, whose links open another."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from ui.charts.palette import LINE, LINK, QUIET, Theme
from ui.format import are_numbers

WHOLE = "overflow-x:auto;font-size:0.875rem;line-height:1.5"
WITHIN = '<div style="max-width:25rem">'
"""A long text leaves room for the others."""
WITHIN_RIGHT = '<div style="white-space:nowrap;font-variant-numeric:tabular-nums">'
"""Numbers stand one below the other, digit by digit."""


def leading_table(table: pd.DataFrame, addresses: Sequence[str], theme: Theme, label: str) -> str:
    """The table as HTML that shows just what it says; the first cell of each row leads to its address."""
    return linked_table(table, {str(table.columns[0]): addresses}, theme, label)


def linked_table(table: pd.DataFrame, links: Mapping[str, Sequence[str]], theme: Theme, label: str) -> str:
    """The table as HTML that shows just what it says; wider than the page, it scrolls in itself.

    ``links`` has by column the address of each cell, "" where it leads nowhere.
    """
    edge = f"border-bottom:1px solid {LINE[theme]}"
    cells = [
        f"padding:0.25rem 0.375rem 0.25rem {'1rem' if column else '0.375rem'};{edge};"
        f"text-align:{'right' if are_numbers(table.iloc[:, column].tolist()) else 'left'}"
        for column in range(table.shape[1])
    ]
    head = "".join(
        f'<th scope="col" style="{style};font-weight:400;color:{QUIET[theme]}">{escape(str(name))}</th>'
        for name, style in zip(table.columns, cells, strict=True)
    )
    leads = [links.get(str(name), ()) for name in table.columns]
    within = [WITHIN_RIGHT if style.endswith("right") else WITHIN for style in cells]
    rows = []
    for place, row in enumerate(table.itertuples(index=False, name=None)):
        said = [linked(escape(str(each)), to[place] if to else "", theme) for each, to in zip(row, leads, strict=True)]
        body = (
            f'<td style="{style}">{box}{each}</div></td>' for each, style, box in zip(said, cells, within, strict=True)
        )
        rows.append("".join(body))
    return (
        f'<div style="{WHOLE}" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<table aria-label="{escape(label)}" style="width:100%;border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table></div>"
    )


def linked(said: str, address: str, theme: Theme) -> str:
    """What a cell says, as HTML, leading somewhere or not."""
    return f'<a href="{escape(address)}" style="color:{LINK[theme]}">{said}</a>' if address else said
