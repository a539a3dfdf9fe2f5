"""What may be recorded of counterparts, and when."""

from domain.history.deciding import begun, entered, entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.counterpart.commands import (
    ConfirmCounterpart,
    FaceCounterpart,
    LeaveCounterpart,
    NameCounterpart,
)
from domain.relationship.counterpart.record import (
    Counterpart,
    CounterpartConfirmed,
    CounterpartFaced,
    CounterpartLeft,
    CounterpartNamed,
)
from domain.relationship.moment import Moment


class CounterpartAlreadyNamed(Refusal):
    """The same person is named once for the same role while they hold it."""


class CounterpartAlreadyConfirmed(Refusal):
    """A counterpart is confirmed once."""


class CounterpartAlreadyLeft(Refusal):
    """A counterpart leaves once, and is neither confirmed nor faced by anybody after that."""


class CounterpartNotYetNamed(Refusal):
    """What happens to a counterpart happens on or after the day they were named."""


class CounterpartLeftTooEarly(Refusal):
    """A counterpart leaves on or after the day of what was last recorded of them in the role."""


def decide_naming(command: NameCounterpart, moment: Moment) -> list[Event]:
    """The named counterpart; nothing where the same person is on record for the same role.

    Raises NothingEntered, CounterpartAlreadyNamed, IdAlreadyUsed.
    """
    counterparts = moment.known.counterparts
    title = entered_name(command.title, "title", "the counterpart's role")
    person = entered(command.person, "person", "who holds the role")
    ours = command.ours.strip()
    for held in counterparts.values():
        if (held.title.casefold(), held.function, held.person) != (title.casefold(), command.function, person):
            continue
        if held.left and held.left.first <= command.on.first and held.since != command.on:
            continue
        same = ours in {"", held.ours} and (held.confirmed or not command.confirmed)
        if same and held.since.first <= command.on.first:
            return []
        raise CounterpartAlreadyNamed(
            f"The counterpart “{held.title}” is on record with the same person since {held.since}: confirm that one, "
            "say who faces them, or name another role or person.",
            field="title",
        )
    named = CounterpartNamed(
        on=command.on,
        reason=command.reason,
        counterpart_id=command.counterpart_id,
        title=title,
        function=command.function,
        person=person,
        ours=ours,
        confirmed=command.confirmed,
    )
    return begun([named], counterparts, command.counterpart_id)


def decide_confirmation(command: ConfirmCounterpart, moment: Moment) -> list[Event]:
    """The confirmation; nothing where the same one is on record.

    Raises NoSuchRecord, CounterpartAlreadyConfirmed, CounterpartNotYetNamed, CounterpartAlreadyLeft.
    """
    held = on_record(moment.known.counterparts, command.counterpart_id, "counterpart_id", "counterpart")
    if held.confirmed == command.on:
        return []
    if held.confirmed:
        raise CounterpartAlreadyConfirmed(
            f"The counterpart “{held.title}” was already confirmed {held.confirmed.told}: a counterpart is confirmed "
            "once, so name whoever is new in the role as one of their own.",
            field="counterpart_id",
        )
    _refuse_out_of_role(held, command.on, "confirmed")
    return [CounterpartConfirmed(on=command.on, reason=command.reason, counterpart_id=held.id)]


def decide_facing(command: FaceCounterpart, moment: Moment) -> list[Event]:
    """Who faces them from then on; nothing where that person faces them on that day already.

    Raises NoSuchRecord, NothingEntered, CounterpartNotYetNamed, CounterpartAlreadyLeft.
    """
    held = on_record(moment.known.counterparts, command.counterpart_id, "counterpart_id", "counterpart")
    ours = entered(command.ours, "ours", "who faces them")
    _refuse_out_of_role(held, command.on, "faced by somebody else")
    if moment.before.counterparts.get(held.id, held).ours == ours:
        return []
    return [CounterpartFaced(on=command.on, reason=command.reason, counterpart_id=held.id, ours=ours)]


def decide_leaving(command: LeaveCounterpart, moment: Moment) -> list[Event]:
    """That they left; nothing where the same is on record.

    Raises NoSuchRecord, CounterpartAlreadyLeft, CounterpartLeftTooEarly.
    """
    held = on_record(moment.known.counterparts, command.counterpart_id, "counterpart_id", "counterpart")
    if held.left == command.on:
        return []
    if held.left:
        raise CounterpartAlreadyLeft(
            f"The counterpart “{held.title}” already left {held.left.told}: they leave once, so name whoever holds the "
            "role now.",
            field="counterpart_id",
        )
    if command.on.certainly_before(held.latest):
        raise CounterpartLeftTooEarly(
            f"The counterpart “{held.title}” was in the role {held.latest.told}, so they cannot have left it "
            f"{command.on.told}: choose {held.latest.first} or a later day.",
            field="on",
        )
    return [CounterpartLeft(on=command.on, reason=command.reason, counterpart_id=held.id)]


def _refuse_out_of_role(held: Counterpart, on: When, what: str) -> None:
    """Raises CounterpartNotYetNamed, CounterpartAlreadyLeft."""
    if on.certainly_before(held.since):
        raise CounterpartNotYetNamed(
            f"The counterpart “{held.title}” was named {held.since.told}, so they cannot be {what} {on.told}: "
            f"choose {held.since.first} or a later day.",
            field="on",
        )
    if held.left and held.left.certainly_before(on):
        raise CounterpartAlreadyLeft(
            f"The counterpart “{held.title}” left {held.left.told}, so they cannot be {what} {on.told}: "
            f"choose {held.left.last} or an earlier day.",
            field="on",
        )
