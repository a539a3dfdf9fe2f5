"""Tables that are taken away as files: each time is noted in the access log before the file leaves."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import streamlit as st

from ui.session import actor, tieline


def csv_button(
    made: Callable[[], str],
    about: Mapping[str, Any],
    file_name: str,
    *,
    label: str = "CSV",
    help: str | None = None,  # noqa: A002  # Streamlit's name
    key: str | None = None,
) -> None:
    """The button that hands a table out as a file for a spreadsheet; ``about`` as in ``noted``."""
    st.download_button(
        label,
        data=noted(made, about),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        help=help,
        on_click="ignore",
        key=key,
    )


def noted(made: Callable[[], str], about: Mapping[str, Any]) -> Callable[[], bytes]:
    """What a download button hands out once it is clicked; ``about`` are the ids and filters of the table."""
    running, subject = tieline(), actor().subject

    def hand_out() -> bytes:
        file = made().encode()
        running.access_log.note(subject, "table export", about, sha256(file).digest())
        return file

    return hand_out
