"""What is taken away as files: each time is noted in the access log before the file leaves."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import ScriptRunContext, add_script_run_ctx, get_script_run_ctx

from ui.session import actor, tieline
from ui.sharing.spreadsheet import CSV, as_csv


def csv_button(
    table: Callable[[], pd.DataFrame],
    about: Mapping[str, Any],
    file_name: str,
    *,
    label: str = "CSV",
    help: str | None = None,  # noqa: A002  # Streamlit's name
    key: str | None = None,
) -> None:
    """The button that hands a table out as a file for a spreadsheet, with no cell that it would run; ``about`` as in ``noted``."""
    file_button(lambda: as_csv(table()), about, file_name, CSV, label=label, help=help, key=key)


def file_button(
    made: Callable[[], str | bytes],
    about: Mapping[str, Any],
    file_name: str,
    mime: str,
    *,
    label: str,
    what: str = "table export",
    help: str | None = None,  # noqa: A002  # Streamlit's name
    key: str | None = None,
    icon: str = ":material/download:",
    width: str = "content",
) -> None:
    """The button that hands out a file, made when it is clicked; ``about`` and ``what`` as in ``noted``."""
    st.download_button(
        label,
        data=noted(made, about, what),
        file_name=file_name,
        mime=mime,
        icon=icon,
        help=help,
        on_click="ignore",
        key=key,
        width="stretch" if width == "stretch" else "content",
    )


def noted(made: Callable[[], str | bytes], about: Mapping[str, Any], what: str = "table export") -> Callable[[], bytes]:
    """What a download button hands out once it is clicked, which may be after the page is done.

    ``about`` are the ids and filters that it was chosen by, ``what`` its kind, as the access log keeps them.
    """
    running, subject, session = tieline(), actor().subject, get_script_run_ctx(suppress_warning=True)

    def hand_out() -> bytes:
        file = made_in(session, made)
        handed = file.encode() if isinstance(file, str) else file
        running.access_log.note(subject, what, about, sha256(handed).digest())
        return handed

    return hand_out


def made_in(session: ScriptRunContext | None, made: Callable[[], str | bytes]) -> str | bytes:
    """A file, made as one of this session: what it is made from asks again who looks, which no other thread can tell."""
    if session is None or get_script_run_ctx(suppress_warning=True):
        return made()
    with ThreadPoolExecutor(1, "handing-out", partial(add_script_run_ctx, ctx=session)) as thread:
        return thread.submit(made).result()
