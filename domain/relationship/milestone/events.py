"""What happens to a milestone."""

from datetime import date
from typing import ClassVar

from domain.history.event import Event, Titles
from domain.history.when import When
from domain.relationship.milestone.state import Stage
from domain.relationship.vocabulary import Change, Party


class MilestonePlanned(Event, frozen=True, kw_only=True):
    """A step of change was planned for a party, to be reached by ``due``."""

    about: ClassVar = "milestone_id"
    begins: ClassVar = True

    milestone_id: str
    title: str
    party: Party
    due: When
    channel_partner: str = ""
    change: Change = "incremental"
    stage: Stage = "during"
    weight: int | None = None
    part_of: str = ""

    @property
    def value(self) -> str:
        return self.party

    @property
    def term(self) -> tuple[date, date] | None:
        return self.due.first, self.due.last

    def headline(self, titles: Titles) -> str:
        party = f"the channel partner {self.channel_partner}" if self.channel_partner else self.party
        part = f" for “{titles.get(self.part_of, self.part_of)}”" if self.part_of else ""
        return f"Milestone “{self.title}”{part} planned for {party}, due {self.due}"


class MilestoneRescheduled(Event, frozen=True, kw_only=True):
    """It is due at another time; the reason says why."""

    about: ClassVar = "milestone_id"

    milestone_id: str
    due: When

    @property
    def term(self) -> tuple[date, date] | None:
        return self.due.first, self.due.last

    def headline(self, titles: Titles) -> str:
        return f"Milestone {self.called(titles)} rescheduled, now due {self.due}"


class MilestoneReached(Event, frozen=True, kw_only=True):
    """The party got there."""

    about: ClassVar = "milestone_id"

    milestone_id: str

    def headline(self, titles: Titles) -> str:
        return f"Milestone {self.called(titles)} reached"


class MilestoneDropped(Event, frozen=True, kw_only=True):
    """It is not pursued any more; the reason says why."""

    about: ClassVar = "milestone_id"

    milestone_id: str

    def headline(self, titles: Titles) -> str:
        return f"Milestone {self.called(titles)} dropped"
