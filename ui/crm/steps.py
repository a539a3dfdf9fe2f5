"""The commands of a plan: accounts opened and linked, then each row, under ids by which none is carried out twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from domain.asked import in_writing
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.when import on_day
from domain.relationship.opening import IdentifyRelationship, OpenRelationship
from domain.retracting.again import ids_to_record
from domain.streams import stream_of
from ui.bootstrap import Tieline
from ui.crm.accounts import OPENED_AS, Found
from ui.crm.outcome import Outcome
from ui.crm.planning import Plan
from ui.crm.rows import Fallen
from ui.finding import folded

TWICE = "Another row of the files has the same id and says something else: give each row an id of its own."


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One command of a batch; those of rows have the number of their row among those understood."""

    command_id: str
    said: bytes
    stream: str
    command: Command
    row: int = -1
    opens: bool = False
    author: str = ""


def steps_of(tieline: Tieline, plan: Plan, outcome: Outcome, refused: dict[int, str]) -> list[Step]:
    """The commands of a plan: accounts opened and linked, then what happened in the order in which it happened.

    Rows whose account is not told, and second rows of one id, are answered for at once.
    """
    first: dict[str, date] = {}
    formerly: dict[str, tuple[date, str]] = {}
    rows: list[Step] = []
    said_by: dict[str, bytes] = {}
    going: dict[str, Found] = {}
    fingerprint = tieline.tracker.vault.fingerprint
    for number, (told, places) in enumerate(zip(plan.told, plan.places, strict=True)):
        if why := next((place.why for place in places if not place.stream), ""):
            theirs = any(place.how == "not yours" for place in places)
            account = places[0].company.name
            fallen = Fallen(told.file, told.line, "refused" if theirs else "left out", why, account)
            (outcome.refused if theirs else outcome.left_out).append(fallen)
            continue
        for place in {place.stream: place for place in places}.values():
            token = place.company.token
            going.setdefault(token, place)
            first[token] = min(first.get(token, told.on.first), told.on.first)
            if told.formerly:
                formerly[token] = min(formerly.get(token, (date.max, "")), (told.on.first, told.formerly))
            if told.command is None:
                continue
            try:
                said = in_writing(place.stream, told.command)
            except Refusal as refusal:
                refused[number] = refusal.sentence
                break
            part = (place.company.id,) if len(told.companies) > 1 else ()
            identity = in_writing(told.record, part) if told.record else said
            command_id = f"row-{fingerprint(identity).hex()[:32]}"
            if (said_before := said_by.setdefault(command_id, said)) is not said:
                if said_before != said:
                    refused[number] = TWICE
                continue  # the same once more is on record already by then
            rows.append(
                Step(
                    command_id=command_id, said=said, stream=place.stream, command=told.command, row=number,
                    author=told.author,
                )
            )  # fmt: skip
    rows.sort(key=lambda step: step.command.on.first)
    steps = [*accounts_of(tieline, going.values(), first, formerly), *rows]
    ids = ids_to_record(tieline.tracker, list(dict.fromkeys(step.command_id for step in steps)))
    return [msgspec.structs.replace(step, command_id=ids[step.command_id]) for step in steps]


def accounts_of(
    tieline: Tieline, going: Iterable[Found], first: Mapping[str, date], formerly: Mapping[str, tuple[date, str]]
) -> Iterable[Step]:
    """The commands that put accounts on record and link their ids, on the first day that the files know of them.

    One that was renamed since is opened under the name that it had until then.
    """
    fingerprint = tieline.tracker.vault.fingerprint
    for place in going:
        company, on = place.company, on_day(first[place.company.token])
        if place.opens:
            said = in_writing("open", place.stream)
            yield Step(
                command_id=opening_id(tieline, place.stream), said=said, stream=place.stream, opens=True,
                command=OpenRelationship(on=on, name=formerly.get(company.token, (None, place.name))[1], kind=OPENED_AS),
            )  # fmt: skip
        if place.links:
            said = in_writing("identify", place.stream, folded(company.system), company.id)
            yield Step(
                command_id=f"account-{fingerprint(said).hex()[:32]}", said=said, stream=place.stream,
                command=IdentifyRelationship(on=on, system=company.system, external_id=company.id),
            )  # fmt: skip


def opened_anew(tieline: Tieline, plan: Plan) -> Plan:
    """The plan, accounts whose opening was taken back with its batch under other ids: what was struck stays struck."""
    now = {each.stream: each.stream for each in plan.found if each.opens}
    while True:
        ids = {opening_id(tieline, stream): first for first, stream in now.items()}
        again = {ids[own]: other for own, other in ids_to_record(tieline.tracker, list(ids)).items() if own != other}
        if not again:
            break
        now |= {first: stream_of("crm", command_id) for first, command_id in again.items()}
    anew = {first: stream for first, stream in now.items() if first != stream}
    if not anew:
        return plan

    def moved(found: Found) -> Found:
        return msgspec.structs.replace(found, stream=anew.get(found.stream, found.stream)) if found.opens else found

    places = [tuple(map(moved, each)) for each in plan.places]
    return msgspec.structs.replace(plan, found=list(map(moved, plan.found)), places=places)


def opening_id(tieline: Tieline, stream: str) -> str:
    """The id of the command that puts an account on record."""
    return f"account-{tieline.tracker.vault.fingerprint(in_writing('open', stream)).hex()[:32]}"


def batch_of(tieline: Tieline, steps: Sequence[Step]) -> str:
    """The name of the batch that these commands make."""
    return f"bring-in-{tieline.tracker.vault.fingerprint(in_writing([step.command_id for step in steps])).hex()[:12]}"
