"""The moment in which a command about the company is decided."""

from typing import TYPE_CHECKING

import msgspec

from domain.history.when import When

if TYPE_CHECKING:
    from domain.company.state import Company


class Moment(msgspec.Struct, frozen=True):
    """What a decision sees: the company as of the command's own first day, and with all that is on record."""

    before: "Company"
    known: "Company"
    on: When
