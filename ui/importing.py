"""Import of case files: published facts, one a row, recorded as observed history in one correlated batch.

Every row is accounted for: recorded, already recorded by an earlier import, or refused with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

import msgspec

from domain.access import Actor, NotAllowed
from domain.history.event import Event
from domain.observing import Observation
from domain.relationship.account_class import RelationshipKind
from domain.relationship.model import RELATIONSHIP
from domain.relationship.observation import observed
from domain.relationship.opening import RelationshipOpened
from domain.relationship.state import Relationship
from domain.retracting.again import ids_to_record
from domain.streams import derived_id, stream_of
from ui.bootstrap import Tieline
from ui.case_rows import Line, Refused, read_rows, understood
from ui.finding import folded, relationships

GROUP_WORDS = ("accounts", "customers", "independents", "retailers", "stores", "wholesalers")
"""A name that ends in one of these in lower case, or that begins with "All", is of a group of accounts."""

OTHER_CONTENT = "a row with this row_id was recorded with other content: give the new fact a row_id of its own"


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of every row; the counts are of rows and add up to ``rows``."""

    rows: int
    recorded: int
    already_recorded: int
    refused: list[Refused]
    batch: str | None


def import_case(
    tieline: Tieline,
    path: Path,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> ImportResult:
    """Import a case file; with ``dry_run`` say what would become of each row and write nothing.

    Raises NotACaseFile.
    """
    rows = read_rows(path)
    lines, refused = understood(rows)
    lines = not_retracted(tieline, lines)
    earlier = {
        command_id: receipt.fingerprint
        for command_id, receipt in tieline.tracker.recorder.receipts([line.command_id for line in lines]).items()
    }
    streams, ambiguous = _streams(tieline, {folded(line.row.account) for line in lines})
    fresh: list[Line] = []
    already = 0
    for line in lines:
        fingerprint = tieline.tracker.vault.fingerprint(line.said)
        said_before = earlier.get(line.command_id)
        if said_before == fingerprint:
            already += 1
        elif said_before is not None:
            refused.append(Refused(line.row.row_id, OTHER_CONTENT))
        elif folded(line.row.account) in ambiguous:
            reason = f"more than one relationship is called “{line.row.account}”: rename the account in the file"
            refused.append(Refused(line.row.row_id, reason))
        else:
            earlier[line.command_id] = fingerprint
            fresh.append(line)
    fresh, others = _theirs(tieline, by, fresh, streams)
    refused += others
    batch = None
    if fresh and not dry_run:
        batch = f"import-{uuid4().hex[:12]}"
        observations = _observations(tieline, fresh, earlier, streams)
        meanwhile = tieline.tracker.observe(
            observations, by=by, batch=batch, progress=lambda done: progress(done, len(observations))
        )
        tieline.engine.catch_up()
        for line in [line for line in fresh if line.command_id in meanwhile]:
            fresh.remove(line)
            if meanwhile[line.command_id].fingerprint == earlier[line.command_id]:
                already += 1
            else:
                refused.append(Refused(line.row.row_id, OTHER_CONTENT))
        batch = batch if fresh else None
    return ImportResult(rows=len(rows), recorded=len(fresh), already_recorded=already, refused=refused, batch=batch)


def not_retracted(tieline: Tieline, lines: Sequence[Line]) -> list[Line]:
    """The rows, those whose earlier import was retracted under a new id, so that they are recorded again."""
    ids = ids_to_record(tieline.tracker, [line.command_id for line in lines])
    return [msgspec.structs.replace(line, command_id=ids[line.command_id]) for line in lines]


def kind_of(account: str) -> RelationshipKind:
    """Whether a case file's account is one account or a group of them."""
    name = account.partition("(")[0].strip()
    grouped = name.startswith("All ") or name.endswith(tuple(f" {word}" for word in GROUP_WORDS))
    return "segment" if grouped else "account"


def _streams(tieline: Tieline, accounts: set[str]) -> tuple[dict[str, str | None], set[str]]:
    """The relationship of each account that is on record under its name (None where it is new), and the ambiguous names."""
    tieline.engine.catch_up()
    tieline.need("portfolio")
    by_name: dict[str, list[str]] = defaultdict(list)
    for each in relationships(tieline):
        by_name[folded(each.name)].append(each.id)
    found = {account: by_name.get(account, []) for account in accounts}
    ambiguous = {account for account, streams in found.items() if len(streams) > 1}
    return {account: streams[0] if streams else None for account, streams in found.items()}, ambiguous


def _theirs(
    tieline: Tieline, by: Actor, fresh: Sequence[Line], streams: Mapping[str, str | None]
) -> tuple[list[Line], list[Refused]]:
    """The rows about accounts that somebody may record about, and those that are refused because they may not."""
    permit = tieline.tracker.permit(by)
    refused: dict[str, str] = {}
    for account, lines in _by_account(fresh).items():
        try:
            permit.refuse(streams[account] or _new_stream(account, lines))
        except NotAllowed as refusal:
            refused[account] = refusal.sentence
    theirs = [line for line in fresh if folded(line.row.account) not in refused]
    others = [line for line in fresh if folded(line.row.account) in refused]
    return theirs, [Refused(line.row.row_id, refused[folded(line.row.account)]) for line in others]


def _by_account(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[folded(line.row.account)].append(line)
    return found


def _new_stream(account: str, lines: Sequence[Line]) -> str:
    """The relationship of an account that is not on record yet."""
    return stream_of("case", Counter(line.row.supplier for line in lines).most_common(1)[0][0], account)


def _observations(
    tieline: Tieline, fresh: Sequence[Line], fingerprints: Mapping[str, bytes], streams: Mapping[str, str | None]
) -> list[Observation]:
    """What to append for these rows: an opening for each new relationship, then each row's event."""
    by_account = _by_account(fresh)
    result: list[Observation] = []
    stream_for = {account: streams[account] or _new_stream(account, lines) for account, lines in by_account.items()}
    ids = ids_to_record(
        tieline.tracker, [_opening_id(stream_for[each]) for each in by_account if streams[each] is None]
    )
    for account, lines in by_account.items():
        stream = stream_for[account]
        state = RELATIONSHIP.empty(stream)
        if streams[account] is None:
            name, command_id = " ".join(lines[0].row.account.split()), ids[_opening_id(stream)]
            result.append(_opening(tieline, stream, name, lines, command_id))
        else:
            state = tieline.tracker.load(stream)
        events = _events_of(lines, state)
        result += [
            Observation(
                command_id=line.command_id,
                fingerprint=fingerprints[line.command_id],
                stream=stream,
                events=[events[line.command_id]],
            )
            for line in lines
        ]
    return result


def _opening_id(stream: str) -> str:
    """The id under which an account is first put on record."""
    return str(derived_id("case", "opening", stream))


def _opening(tieline: Tieline, stream: str, account: str, lines: Sequence[Line], command_id: str) -> Observation:
    """The relationship put on record, from the first thing known of it."""
    first = min((line.when for line in lines), key=lambda when: when.first)
    opened = RelationshipOpened(on=first, observed=True, name=account, kind=kind_of(account))
    return Observation(
        command_id=command_id,
        fingerprint=tieline.tracker.vault.fingerprint(stream.encode()),
        stream=stream,
        events=[opened],
    )


def _events_of(lines: Iterable[Line], state: Relationship) -> dict[str, Event]:
    """The event of each row, by command id: in the order they happened, so that an end finds what it is the end of."""
    events: dict[str, Event] = {}
    for line in sorted(lines, key=lambda line: line.when.first):
        event = events[line.command_id] = observed(line.row, line.fact, line.when, state)
        state = RELATIONSHIP.evolve(state, event)
    return events
