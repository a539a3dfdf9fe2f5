"""What every query begins with: whether whoever looks may ask, and the key that answers are cached by."""

from domain.access import Action, reach, require
from domain.ledger.destroying import how_many
from ui.bootstrap import Tieline
from ui.session import actor, opened, settings_now, tieline

Position = tuple[int, int]
"""The position that the views have reached, and how much was destroyed in the vault."""
Now = tuple[str, Position]
"""The settings of a Tieline, by which it is found again, and its position."""


def permitted(action: Action, stream: str = "") -> Now:
    """The key for an answer to somebody who may ask. Raises NotAllowed."""
    require(actor(), action, stream)
    running = tieline()
    return settings_now(), (running.engine.position(), how_many(running.keys))


def readable() -> frozenset[str] | None:
    """The relationships that whoever looks may read; None for all. What is of many accounts is cut down to these."""
    return reach(actor(), "read")


def running(now: Now) -> Tieline:
    """The Tieline that a key belongs to."""
    return opened(now[0])
