"""What takes long at the first visit, done while the browser still loads: imports, and opening Tieline."""

import gc
import logging
import pkgutil
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from typing import TYPE_CHECKING

import ui

if TYPE_CHECKING:
    from ui.bootstrap import Tieline

APART = ("ui.cli", "ui.server", "ui.pages", "ui.doctor")
"""What no page imports, and the pages themselves, which are scripts."""


WARNS_OF_NO_SESSION = "streamlit.runtime.scriptrunner_utils.script_run_context"


class Warming:
    """Opens Tieline and imports what its pages need, beside the server that answers already."""

    def __init__(self) -> None:
        self.tried = Event()
        self._thread = Thread(target=self._run, name="tieline-warming", daemon=True)

    def start(self) -> None:
        """Begin; what fails is met again, and told, by whoever comes next."""
        logging.getLogger(WARNS_OF_NO_SESSION).setLevel(logging.ERROR)
        self._thread.start()

    def _run(self) -> None:
        with suppress(Exception):
            opened().engine.catch_up()
        self.tried.set()
        with suppress(Exception):
            import_all()
        keep_for_good()

    def tieline(self) -> "Tieline | None":
        """The running Tieline; None while it is being opened for the first time. Raises what opening it raises."""
        return opened() if self.tried.is_set() else None


def opened() -> "Tieline":
    """The running Tieline that all sessions share."""
    from ui import session  # noqa: PLC0415  # takes long, and its caches want a server that runs

    return session.tieline()


def import_all() -> None:
    """Import all that pages are made from."""
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        if not found.name.startswith(APART):
            import_module(found.name)


def keep_for_good() -> None:
    """Have the garbage collector pass over all that is there by now, for it is there to stay.

    Streamlit collects at the end of every script run, and would look through each module, class and function again.
    """
    gc.collect()
    gc.freeze()
