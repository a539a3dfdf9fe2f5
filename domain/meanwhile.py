"""What is done where others record at the same time: try again, for a while."""

import time
from random import uniform

from domain.history.refusal import Refusal

ATTEMPTS = 20
"""How often something is decided and written again when others keep appending to the same relationship."""
PATIENCE_SECONDS = 0.005
"""How long it waits at most before that, times the number of its attempts."""


class ChangedMeanwhile(Refusal):
    """A form is not sent over something that changed since it was opened."""


class Patience:
    """How one attempt after another is put off."""

    def __init__(self) -> None:
        self._attempts = 0

    def wait(self) -> None:
        """Wait a little before the next attempt. Raises ChangedMeanwhile once there were enough."""
        self._attempts += 1
        if self._attempts == ATTEMPTS:
            raise ChangedMeanwhile("Others keep changing the same relationships just now: wait a moment and try again.")
        time.sleep(uniform(0, PATIENCE_SECONDS * self._attempts))  # noqa: S311  # parts writers that collide, no more
