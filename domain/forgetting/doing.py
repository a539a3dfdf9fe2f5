"""Putting a forgetting on record and carrying it out, once however often it is asked for."""

from typing import TYPE_CHECKING

from domain.access import Actor, require
from domain.asked import CommandIdReused
from domain.company.forgetting import ForgetPerson, PersonForgotten, refuse_without_reason
from domain.company.model import COMPANY
from domain.forgetting.finishing import Unfinished, finish, known_destroyed, unfinished
from domain.forgetting.looking import Affected, further
from domain.forgetting.mentioning import Spellings
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.ledger.drafts import drop_mentioning
from domain.ledger.record import Receipt

if TYPE_CHECKING:
    from domain.tracker import Tracker


DESTROYED_BEFORE = "The vault had destroyed this before; the ledger is an older copy"
"""The reason on record where nobody knows any more who had asked."""


class NamesThePerson(Refusal):
    """What is written down of a forgetting does not name whom it is to forget."""


def forget(
    tracker: "Tracker",
    found: Affected,
    *,
    by: Actor,
    on: When,
    reason: str,
    keep_words: bool = False,
    command_id: str = "",
) -> Receipt:
    """Record that they are forgotten, then destroy their name and, unless kept, the words that mention them.

    What was recorded since ``found`` is looked into as well. Doing it again completes what was interrupted. Raises
    NotAllowed, NamesThePerson, NobodyToForget, ReasonMissing, CommandIdReused.
    """
    require(by, "operate")
    refuse_as_said(found, reason, command_id)
    receipt: Receipt | None = None
    while True:
        found = further(tracker, found)
        lost = unfinished(tracker).not_on_record
        command = ForgetPerson(
            on=on,
            reason=reason,
            people=tuple(sorted(lost.people.union(found.people))),
            records=len(found.records),
            keys=tuple(sorted(lost.keys if keep_words else lost.keys | found.keys)),
        )
        answer = tracker.handle(COMPANY.name, command, by=by, command_id="" if receipt else command_id)
        receipt = receipt or answer
        if answer.repeated or not answer.count or answer.last_seq == found.upto + 1:
            break  # nobody recorded anything between the last look and the record
    if not keep_words:
        drop_mentioning(tracker.vault.database, Spellings(found.spellings).mentioned_in)
    finish(tracker)
    return receipt


def complete(tracker: "Tracker", *, by: Actor, on: When) -> Unfinished:
    """Put right what is not as a forgetting leaves it, whoever it was; returns what was not. Raises NotAllowed.

    What the vault destroyed and the ledger, being an older copy, does not know of is put on record again.
    """
    require(by, "operate")
    left = unfinished(tracker)
    if lost := left.not_on_record:
        people, keys = tuple(sorted(lost.people)), tuple(sorted(lost.keys))
        found = further(tracker, Affected(people=people, spellings=(), alike=(), upto=0))
        records = max(len(found.records), len(keys))
        command = ForgetPerson(on=on, reason=DESTROYED_BEFORE, people=people, records=records, keys=keys)
        tracker.handle(COMPANY.name, command, by=by)
    finish(tracker)
    return left


def refuse_as_said(found: Affected, reason: str, command_id: str = "") -> None:
    """Refuse what would put the name on record again, or no reason. Raises NamesThePerson, ReasonMissing."""
    refuse_without_reason(reason)
    for said, what in ((reason, "reason"), (command_id, "command id")):
        if Spellings(found.spellings).mentioned_in(said):
            raise NamesThePerson(
                f"The {what} names the person, and would stay: write it without the name.", field=what.replace(" ", "_")
            )


def forgotten_before(tracker: "Tracker", command_id: str, person: str) -> Receipt | None:
    """The first answer to a forgetting under this command id, which is completed if it was interrupted.

    None where there was none. Raises CommandIdReused where the id stands for something else.
    """
    receipt = tracker.recorder.receipts([command_id]).get(command_id)
    if not receipt or not receipt.count:
        return None
    (record,) = tracker.recorder.select_by_seq([receipt.first_seq])
    event = tracker.codec.recorded(record).event
    meant = {each for each, name in tracker.vault.everyone().items() if Spellings([person]).are(name)}
    meant |= {person.strip()} & known_destroyed(tracker).people
    if not isinstance(event, PersonForgotten) or not meant <= set(event.people):
        raise CommandIdReused(
            f"The command id “{command_id}” was already used for another command: give each command an id of its own."
        )
    finish(tracker)
    return receipt
