"""Whether whoever asks may: what their role grants everywhere, or of a relationship that is theirs or that they open.

Whose a relationship is, is read off its own history rather than taken from ``Actor.own``, which may be older than a
release, or than an account that they opened meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from domain.access import NOT_YOURS, Action, Actor, NotAllowed, reach, refusal, require
from domain.history.asking import relations
from domain.history.event import Command, Event
from domain.history.refusal import NoSuchRecord
from domain.models import model_of
from domain.recorded import Recorded
from domain.relationship.opening import RelationshipOpened
from domain.relationship.responsibility import AccountAssigned, assigned_by_opening
from domain.relationship.state import Relationship


class Permit:
    """What one person may do to histories as they stand for whoever decides on them."""

    def __init__(
        self, by: Actor, today: date, load: Callable[[str], Any], versions: Callable[[Sequence[str]], dict[str, int]]
    ) -> None:
        """``load`` gives the state of a history, or raises NoSuchRecord; ``versions`` those of histories that have any records."""
        self.by = by
        self._today = today
        self._load = load
        self._versions = versions

    def refuse(self, stream: str, action: Action | None = None) -> None:
        """Refuse somebody who may not do this to a history, or else what recording there takes. Raises NotAllowed.

        Whoever is confined to their own may go on with what is theirs, and with what has no records yet: opening it
        makes it theirs, and nothing else can be done to it.
        """
        action = action or model_of(stream).needs
        require(self.by, action)
        if reach(self.by, action) is None or self.theirs(stream):
            return
        if stream in self._versions([stream]):
            raise NotAllowed(refusal(self.by, action, stream))

    def refuse_unopened(self, stream: str) -> None:
        """Refuse who is confined to their own to go on with what is not theirs, though nobody opened it. Raises NotAllowed."""
        action = model_of(stream).needs
        if reach(self.by, action) is not None and not self.theirs(stream):
            raise NotAllowed(refusal(self.by, action, stream))

    def refuse_command(self, stream: str, command: type[Command]) -> None:
        """Refuse somebody who may not have this decided. Raises NotAllowed."""
        self.refuse(stream, model_of(stream).needed_for(command))

    def refuse_naming(self, command: Command) -> None:
        """Refuse a command that names another relationship which they may not look at. Raises NotAllowed."""
        for field in relations(type(command)):
            other = getattr(command, field)
            if not self._may_read(other):
                raise NotAllowed(refusal(self.by, "read", other), field=field)

    def refuse_striking(self, stream: str, gone: Iterable[Recorded]) -> None:
        """Refuse somebody who could not have recorded what goes. Raises NotAllowed.

        Whoever may retract an opening takes along who was made responsible by it.
        """
        kinds = {type(each.event) for each in gone}
        if RelationshipOpened in kinds:
            kinds.discard(AccountAssigned)
        for action in sorted({model_of(stream).needed_to_strike(kind) for kind in kinds}):
            self.refuse(stream, action)

    def theirs(self, stream: str) -> bool:
        """Whether they are responsible for a relationship today."""
        try:
            state = self._load(stream)
        except NoSuchRecord:
            return False
        held = state.managers.get(self.by.subject) if isinstance(state, Relationship) else None
        return held is not None and held.on(self._today)

    def named(self, records: Iterable[tuple[str, int]]) -> list[str]:
        """Records by history and number, in a few words each; what they may not look at is not named."""
        return [
            f"{self._load(stream).name if self._may_read(stream) else NOT_YOURS} (record {seq})"
            for stream, seq in dict.fromkeys(records)
        ]

    def _may_read(self, stream: str) -> bool:
        return reach(self.by, "read") is None or self.theirs(stream)

    def with_who_opened(self, events: Sequence[Event]) -> list[Event]:
        """Events, with the one that makes who is confined to their own responsible for what they open; both stand or go together."""
        opened = next((each for each in events if isinstance(each, RelationshipOpened)), None)
        if not opened or reach(self.by, "record") is None or any(isinstance(each, AccountAssigned) for each in events):
            return list(events)
        return [*events, assigned_by_opening(self.by.subject, opened, self._today)]
