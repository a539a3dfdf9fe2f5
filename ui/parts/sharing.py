"""The menu “Share”: a table as CSV and XLSX, a picture as PNG and SVG, and the address that shows the same again.

Every file is made when it is asked for, and noted in the access log before it leaves.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.format import day, instant
from ui.looking import AS_OF, KNOWN_ON, Looking
from ui.parts.earlier import up_to_record
from ui.parts.handing_out import file_button
from ui.session import actor, looking, tieline
from ui.sharing.drawing import PNG, SVG, Spec, as_png, as_svg
from ui.sharing.spreadsheet import CSV, XLSX, as_csv, as_xlsx

UP_TO = "up_to_record"
"""What is noted of a file that was taken while something newer was worked out, and stands in its name."""

Frame = pd.DataFrame | Callable[[], pd.DataFrame]
"""A table, or what makes it once it is asked for."""


class Drawn(NamedTuple):
    """A picture to be taken away: its specification and its data."""

    spec: Spec
    datasets: Mapping[str, pd.DataFrame] | None = None


def share_table(
    frame: Frame,
    title: str,
    file_name: str,
    about: Mapping[str, Any],
    *,
    says: str = "",
    picture: Drawn | None = None,
    key: str | None = None,
) -> None:
    """Offer a table, with its picture where it has one, and the address of the page.

    ``title`` and ``says`` tell what it shows. ``file_name`` has no ending. ``about`` are the ids and filters that it was
    chosen by (the two dates are added). Cells are typed by their values: give days as ``date``, numbers as numbers.
    """
    _share(title, file_name, about, says, key, frame=frame, picture=picture)


def share_picture(
    spec: Spec,
    datasets: Mapping[str, pd.DataFrame] | None,
    title: str,
    file_name: str,
    about: Mapping[str, Any],
    *,
    says: str = "",
    key: str | None = None,
) -> None:
    """Offer a Vega-Lite picture and the address of the page, as ``share_table`` offers a table."""
    _share(title, file_name, about, says, key, picture=Drawn(spec, datasets))


def _share(
    title: str,
    file_name: str,
    about: Mapping[str, Any],
    says: str,
    key: str | None,
    *,
    frame: Frame | None = None,
    picture: Drawn | None = None,
) -> None:
    key, looked = key or file_name, looking()
    if upto := up_to_record():
        about, file_name = {**about, UP_TO: upto}, f"{file_name}-up-to-record-{upto}"
    chosen_by = {**about, **looked.query}
    running, subject = tieline(), actor().subject

    def lines() -> dict[str, str]:
        return described(title, says, about, looked, instant(running.clock()), subject)

    def table() -> pd.DataFrame:
        return frame if isinstance(frame, pd.DataFrame) else frame() if frame else pd.DataFrame()

    def above() -> list[str]:
        made = lines()
        on_record = f" Up to record {upto:,}." if upto else ""
        return [title, *([says] if says else []), f"{dates(looked)}{on_record} Made {made['Made']} by {subject}."]

    with _menu(title, key):
        if frame is not None:
            st.markdown("**Table**")
            with st.container(horizontal=True):
                _file("CSV", lambda: as_csv(table()), chosen_by, f"{file_name}.csv", CSV, key)
                _file("XLSX", lambda: as_xlsx(table(), title, lines()), chosen_by, f"{file_name}.xlsx", XLSX, key)
        if picture is not None:
            st.markdown("**Picture**")
            with st.container(horizontal=True):
                _file("PNG", lambda: as_png(*picture, above()), chosen_by, f"{file_name}.png", PNG, key)
                _file("SVG", lambda: as_svg(*picture, above()), chosen_by, f"{file_name}.svg", SVG, key)
        show_address()


def _menu(title: str, key: str) -> DeltaGenerator:
    """The button, and what opens below it."""
    help_ = f"“{title}” as a file or a link"
    return st.popover("Share", icon=":material/share:", help=help_, key=f"share-{key}")


def _file(
    label: str, made: Callable[[], str | bytes], about: Mapping[str, Any], file_name: str, mime: str, key: str
) -> None:
    what = "picture export" if mime in {PNG, SVG} else "table export"
    file_button(made, about, file_name, mime, label=label, what=what, key=f"{key}-{label.lower()}")


def show_address() -> None:
    """The address of what is on the page, to be copied; looked at from now, also one that shows the same on any later day."""
    looked = looking()
    st.markdown("**Link to this view**")
    st.code(address(), language=None, wrap_lines=True)
    if looked.is_now:
        st.markdown("It follows the days. As it is today, for good:")
        st.code(address(looked._replace(as_of=looked.today, known_on=looked.today)), language=None, wrap_lines=True)


def address(looked: Looking | None = None) -> str:
    """The address that shows this page with these filters, looked at from these dates or from those chosen."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name not in {AS_OF, KNOWN_ON}}
    query |= {name: [value] for name, value in (looked or looking()).query.items()}
    asked = urlencode(query, doseq=True)
    return f"{st.context.url or ''}{'?' * bool(asked)}{asked}"


def described(
    title: str, says: str, about: Mapping[str, Any], looked: Looking, made: str, subject: str
) -> dict[str, str]:
    """What stands on the first sheet of a workbook."""
    shows = {"Shows": says or title}
    clocks = {
        "As of": day(looked.day),
        "As known on": day(looked.known_on) if looked.known_on else "the day it was made",
    }
    filters = {name.replace("_", " ").capitalize(): str(value) for name, value in about.items()}
    return {**shows, **clocks, **filters, "Made": made, "By": subject}


def dates(looked: Looking) -> str:
    """The two dates in a sentence."""
    known = f" as known on {day(looked.known_on)}" if looked.known_on else ""
    return f"As of {day(looked.day)}{known}."
