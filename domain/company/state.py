"""The state of the company: what its events add up to, each concept in a field of its own."""

from domain.company.capacity import Capacity
from domain.company.cio_time import CioHours
from domain.company.forgetting import Forgotten
from domain.company.investment import Investment
from domain.company.own_system import OwnSystemKept
from domain.history.model import State


class Company(State, frozen=True, kw_only=True):
    """What is known of the company after some of its events."""

    capacities: dict[str, Capacity] = {}
    cio_hours: dict[str, CioHours] = {}
    systems: dict[str, OwnSystemKept] = {}
    investments: dict[str, Investment] = {}
    forgotten: Forgotten = Forgotten()

    @property
    def name(self) -> str:
        """What it is called where relationships go by their name."""
        return "The company"

    @property
    def kind(self) -> str:
        """What kind of history it is."""
        return "company"
