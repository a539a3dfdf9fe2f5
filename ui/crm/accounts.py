"""Which relationship on record is each account of a file? By its linked id, else by its name; nothing is guessed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from domain.relationship.account_class import RelationshipKind
from domain.streams import stream_of
from projections.external_ids import ExternalId, external_ids
from ui.bootstrap import Tieline
from ui.crm.known import Company, Known, same_id
from ui.finding import Named, either, folded, named_apart, relationships

OPEN, LEAVE = "open", "leave"
How = Literal[
    "by its id", "by its name", "chosen", "to be opened", "not on record", "cannot be told", "left out", "not yours"
]
OPENED_AS: RelationshipKind = "account"


class OnRecord(msgspec.Struct, frozen=True):
    """The relationships on record, as an account is looked for among them."""

    by_stream: dict[str, Named]
    by_name: dict[str, list[Named]]
    by_id: dict[tuple[str, str], list[str]]
    """The relationships that a system knows by an id, by both as they are compared."""
    id_in: dict[tuple[str, str], str]
    """The id of a relationship in a system."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the rows of one account."""

    company: Company
    how: How
    stream: str = ""
    """The relationship that they go to; "" where they go nowhere."""
    name: str = ""
    """What that is called."""
    opens: bool = False
    links: bool = False
    """Whether the id is to be recorded with the relationship."""
    why: str = ""
    """Why they go nowhere."""


def on_record(tieline: Tieline, own: frozenset[str] | None = None) -> OnRecord:
    """What is on record; of somebody confined to relationships of their ``own``, only these."""
    tieline.engine.catch_up()
    tieline.need("portfolio")
    tieline.need("external ids", "by which ids other systems know the accounts")
    return looked_through(relationships(tieline), external_ids(tieline.database), own)


def looked_through(named: Iterable[Named], ids: Iterable[ExternalId], own: frozenset[str] | None = None) -> OnRecord:
    """The relationships and their ids elsewhere, made ready to look for accounts among them."""
    by_stream = {each.id: each for each in named if own is None or each.id in own}
    by_name: dict[str, list[Named]] = defaultdict(list)
    for each in by_stream.values():
        by_name[folded(each.name)].append(each)
    by_id: dict[tuple[str, str], list[str]] = defaultdict(list)
    id_in: dict[tuple[str, str], str] = {}
    for stream, system, external in ids:
        if stream in by_stream:
            by_id[folded(system), same_id(external, system)].append(stream)
            id_in[stream, folded(system)] = external
    return OnRecord(by_stream, dict(by_name), dict(by_id), id_in)


class Finder:
    """Finds the relationship of each account, as it was chosen or as it is on record."""

    def __init__(
        self, record: OnRecord, known: Known, *, chosen: Mapping[str, str], open_new: bool, confined: bool = False
    ) -> None:
        """``chosen`` is where accounts go, by token: a relationship, ``OPEN`` or ``LEAVE``."""
        self._record = record
        self._known = known
        self._chosen = chosen
        self._open_new = open_new
        self._confined = confined
        self._linked: set[tuple[str, str]] = set()
        self._found: dict[str, Found] = {}

    def found(self, company: Company) -> Found:
        """Where the rows of an account go; the same for the same account."""
        if company.token not in self._found:
            self._found[company.token] = self._look(company)
        return self._found[company.token]

    @property
    def every(self) -> list[Found]:
        """All that were looked for, in that order."""
        return list(self._found.values())

    def _look(self, company: Company) -> Found:
        chosen = self._chosen.get(company.token)
        if chosen == LEAVE:
            return Found(company=company, how="left out", why="Its account was left out.")
        if chosen == OPEN:
            return self._opening(company)
        if chosen in self._record.by_stream:
            return self._going(company, str(chosen), "chosen")
        linked = (
            self._record.by_id.get((folded(company.system), same_id(company.id, company.system)), [])
            if company.id
            else []
        )
        if len(linked) == 1:
            return self._going(company, linked[0], "by its id")
        if linked:
            names = either(named_apart(self._record.by_stream[each] for each in linked))
            return self._untold(company, f"{company.system} knows {names} by the id {company.id}: choose one.")
        return self._by_name(company)

    def _by_name(self, company: Company) -> Found:
        if not company.name:
            told = f"The account {company.id} has no name in the files, and no relationship is linked to that id"
            return self._untold(company, f"{told}: choose one, or drop the export of accounts with it.")
        alike = self._known.named.get((folded(company.system), folded(company.name)), [])
        if company.id and len({each.token for each in alike} | {company.token}) > 1:
            ids = ", ".join(each.id for each in alike)
            return self._untold(
                company, f"{company.system} has more than one account called “{company.name}” ({ids}): choose for each."
            )
        matching = self._record.by_name.get(folded(company.name), [])
        if len(matching) > 1:
            return self._untold(company, f"It could be {either(named_apart(matching))}: choose one.")
        if not matching:
            if self._confined:
                return self._not_theirs(company)
            if self._open_new:
                return self._opening(company)
            return Found(
                company=company, how="not on record",
                why=f"“{company.name}” is not on record: choose the relationship that it is, or to open it.",
            )  # fmt: skip
        stream, other = matching[0].id, self._record.id_in.get((matching[0].id, folded(company.system)))
        if company.id and other and not self._is(other, company):
            return self._untold(
                company,
                f"{company.system} knows the “{matching[0].name}” on record as {other}, not as {company.id}: choose.",
            )
        return self._going(company, stream, "by its name")

    def _untold(self, company: Company, why: str) -> Found:
        if self._confined:
            return self._not_theirs(company)
        return Found(company=company, how="cannot be told", why=why)

    def _not_theirs(self, company: Company) -> Found:
        called = f"“{company.name}”" if company.name else company.id
        return Found(
            company=company, how="not yours",
            why=f"{called} is none of the accounts assigned to you: ask an administrator to assign it, or choose to open it.",
        )  # fmt: skip

    def _is(self, external: str, company: Company) -> bool:
        """Whether an id on record is this account's, also where what it was of went into this one."""
        return same_id(external, company.system) == same_id(company.id, company.system) or self._known.was_merged(
            company.system, external, company.id
        )

    def _going(self, company: Company, stream: str, how: How) -> Found:
        return Found(
            company=company, how=how, stream=stream, name=self._record.by_stream[stream].name,
            links=self._links(company, stream),
        )  # fmt: skip

    def _links(self, company: Company, stream: str) -> bool:
        """Whether the id is worth recording: one for each relationship and system, and none that is there already."""
        if not company.id or not company.system:
            return False
        place = (stream, folded(company.system))
        other = self._record.id_in.get(place)
        if other is not None and (
            same_id(other, company.system) == same_id(company.id, company.system) or not self._is(other, company)
        ):
            return False
        if place in self._linked:
            return False
        self._linked.add(place)
        return True

    def _opening(self, company: Company) -> Found:
        if not company.name:
            return self._untold(
                company, f"The account {company.id} has no name, so it cannot be opened: choose a relationship."
            )
        stream = stream_of("crm", company.token)
        if stream in self._record.by_stream:
            return self._going(company, stream, "chosen")
        return Found(
            company=company, how="to be opened", stream=stream, name=company.name, opens=True,
            links=self._links(company, stream),
        )  # fmt: skip
