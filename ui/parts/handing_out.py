"""Tables that are taken away as files: each time is noted in the access log before the file leaves."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from ui.session import actor, tieline


def noted(made: Callable[[], str], about: Mapping[str, Any]) -> Callable[[], bytes]:
    """What a download button hands out once it is clicked; ``about`` are the ids and filters of the table."""
    running, subject = tieline(), actor().subject

    def hand_out() -> bytes:
        file = made().encode()
        running.access_log.note(subject, "table export", about, sha256(file).digest())
        return file

    return hand_out
