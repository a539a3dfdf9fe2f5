"""How many accounts stand where, and which: counted, filtered, ordered and paged by the database, on any day and as known at any time.

What ``projections.portfolio.portfolio`` loads of every relationship, these leave where it is.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from domain.ledger.database import Database, Row, question_marks
from domain.relationship.account_class import ACCOUNT_CLASSES
from projections.projection import FOREVER, KNOWN, day_number
from projections.spans import ENDLESS
from projections.timeline import BOTH

Order = Literal["class", "name", "since", "last event", "plan ends"]
ORDERS: tuple[Order, ...] = ("class", "name", "since", "last event", "plan ends")

UNCLASSIFIED = "unclassified"
CLOSED = "closed"


class Sought(NamedTuple):
    """Which relationships are meant; everything that is set must hold."""

    kind: str = "account"
    """Empty for any kind."""
    classes: tuple[str, ...] = ()
    """Any of these, ``UNCLASSIFIED`` among them; empty for every class."""
    called: str = ""
    """A part of the name, whatever its case."""
    closed: bool | None = False
    """Only open ones, only closed ones, or (None) both."""
    at_risk: bool = False
    planless: bool = False
    """Only those without a joint plan in force."""
    only: tuple[str, ...] | None = None
    """Only these relationships."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many accounts stand where. Closed ones are in ``closed`` alone."""

    classes: dict[str, int]
    """By class, ``UNCLASSIFIED`` among them; each is there, also with 0."""
    at_risk: int
    planless: int
    closed: int
    others: dict[str, int]
    """By kind the relationships that are not accounts."""

    @property
    def open(self) -> int:
        """The accounts that are not closed."""
        return sum(self.classes.values())


LISTED = ("relationship", "name", "kind", "account_class", "class_since", "class_until", "at_risk_since", "closed_since",
          "plan", "plan_ends", "last_event", "last_until")  # fmt: skip

RANKED = " ".join(f"WHEN '{each}' THEN {place}" for place, each in enumerate(ACCOUNT_CLASSES))
LAST = (
    f"(SELECT e.first_day * {BOTH} + e.last_day FROM timeline_entry e WHERE e.relationship = s.relationship "
    "AND e.first_day <= ? AND e.recorded_at <= ? AND e.retracted_at > ? ORDER BY e.first_day DESC, e.seq DESC LIMIT 1)"
)
ORDERED: Mapping[Order, str] = {
    "class": f"CASE account_class {RANKED} ELSE {len(ACCOUNT_CLASSES)} END",
    "name": "0",
    "since": "CASE WHEN class_since > 0 THEN class_since ELSE 99999999 END",
    "last event": f"-COALESCE({LAST}, 0)",
    "plan ends": "CASE WHEN plan_ends > 0 THEN plan_ends ELSE 99999999 END",
}
"""What comes first; then by name."""


def at(aspect: str, column: str, otherwise: int | None = None) -> str:
    """A column of the stay that holds, of one aspect of a relationship; else this number, or an empty text."""
    missing = "''" if otherwise is None else otherwise
    return f"COALESCE(MAX(CASE WHEN aspect = '{aspect}' THEN {column} END), {missing})"


NAMED = (
    f"SELECT relationship, {at('name', 'value')} AS name, {at('name', 'folded')} AS folded, {at('name', 'kind')} AS kind, "
    f"{at('name', 'valid_from', ENDLESS)} AS named, {at('class', 'value')} AS account_class, "
    f"{at('closing', 'since', 0)} AS closed_since"
)
HELD = (
    "FROM portfolio_span WHERE known_until > ? AND known_from <= ? AND valid_until > ? "
    f"AND ((aspect = 'name' AND valid_until = {ENDLESS}) OR (aspect <> 'name' AND valid_from <= ?))"
)
STOOD = (
    f"{NAMED}, {at('class', 'since', 0)} AS class_since, {at('class', 'since_last', 0)} AS class_until, "
    f"{at('risk', 'since', 0)} AS at_risk_since, {at('plan', 'value')} AS plan, {at('plan', 'ends', 0)} AS plan_ends {HELD}"
)
"""The standing of every relationship: one row of the stays that hold. It goes by the last name that it is known by."""
PLACED = f"{NAMED} {HELD} AND aspect IN ('name', 'class', 'closing')"
"""No more of it than where each is placed."""

HAPPENED = (
    "(named <= ? OR (SELECT e.seq FROM timeline_entry e WHERE e.relationship = s.relationship AND e.first_day <= ? "
    "AND e.recorded_at <= ? AND e.retracted_at > ? LIMIT 1) IS NOT NULL)"
)
"""Whether anything had happened by the day: it was opened, or else something is on record of before that."""


class Census(msgspec.Struct, frozen=True, kw_only=True):
    """Where to look: at which day, as known at which instant, and at whose relationships."""

    database: Database
    as_of: date
    known_at: int = FOREVER
    own: frozenset[str] | None = None

    def stood(self, only: Collection[str] | None = None, what: str = STOOD) -> tuple[str, list[Any]]:
        """The query for the standing of all, or of some only, and its parameters."""
        day = day_number(self.as_of)
        asked = [self.known_at, self.known_at, day, day]
        if only is None and self.own is None:
            return f"{what} GROUP BY relationship", asked
        those = [*only] if only is not None else [*(self.own or ())]
        if only is not None and self.own is not None:
            those = [each for each in those if each in self.own]
        return f"{what} AND relationship IN ({question_marks(those)}) GROUP BY relationship", [*asked, *sorted(those)]

    def happened(self) -> list[Any]:
        """The parameters of ``HAPPENED``."""
        day = day_number(self.as_of)
        return [day, day, self.known_at, self.known_at]


def counts(census: Census) -> Counts:
    """How many accounts stand in each class, are at risk, without a plan, or closed, and how many are no accounts."""
    stood, asked = census.stood()
    rows = census.database.look(
        "SELECT kind, CASE WHEN closed_since > 0 THEN 1 ELSE 0 END AS closed, account_class, COUNT(*), "
        "SUM(CASE WHEN at_risk_since > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN plan = '' THEN 1 ELSE 0 END) "
        f"FROM ({stood}) s WHERE name <> '' AND {HAPPENED} GROUP BY 1, 2, 3",
        [*asked, *census.happened()],
    )
    classes = dict.fromkeys((*ACCOUNT_CLASSES, UNCLASSIFIED), 0)
    others: dict[str, int] = {}
    at_risk = planless = closed = 0
    for kind, is_closed, account_class, many, endangered, without in rows:
        if kind != "account":
            others[kind] = others.get(kind, 0) + int(many)
        elif is_closed:
            closed += int(many)
        else:
            classes[account_class or UNCLASSIFIED] += int(many)
            at_risk, planless = at_risk + int(endangered), planless + int(without)
    return Counts(classes=classes, at_risk=at_risk, planless=planless, closed=closed, others=others)


def sought(census: Census, what: Sought) -> tuple[str, list[Any]]:
    """The part of a query after FROM for those that are meant, and its parameters."""
    stood, asked = census.stood(what.only)
    conditions, parameters = ["name <> ''"], list(asked)
    if what.kind:
        conditions.append("kind = ?")
        parameters.append(what.kind)
    if what.closed is not None:
        conditions.append("closed_since > 0" if what.closed else "closed_since = 0")
    if what.classes:
        conditions.append(f"account_class IN ({question_marks(what.classes)})")
        parameters += ["" if each == UNCLASSIFIED else each for each in what.classes]
    if what.called.strip():
        conditions.append("folded LIKE ? ESCAPE '!'")
        parameters.append(f"%{like(' '.join(what.called.split()).casefold())}%")
    if what.at_risk:
        conditions.append("at_risk_since > 0")
    if what.planless:
        conditions.append("plan = ''")
    return f"({stood}) s WHERE {' AND '.join(conditions)} AND {HAPPENED}", [*parameters, *census.happened()]


def like(text: str) -> str:
    """The text for LIKE with nothing in it that stands for other text; ``!`` escapes."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def how_many(census: Census, what: Sought) -> int:
    """How many are meant."""
    rest, parameters = sought(census, what)
    return int(census.database.look(f"SELECT COUNT(*) FROM {rest}", parameters)[0][0])


def listed(census: Census, what: Sought, order: Order = "class", first: int = 0, most: int = 50) -> list[Row]:
    """Those that are meant from the ``first`` on, ``most`` at the most: rows of ``LISTED``.

    Days are day numbers, 0 where there is none; a class is "" where there is none.
    """
    rest, parameters = sought(census, what)
    day = [day_number(census.as_of), census.known_at, census.known_at]
    page = (
        f"SELECT relationship, name, folded, kind, account_class, class_since, class_until, at_risk_since, closed_since, "
        f"plan, plan_ends, {ORDERED[order]} AS placed FROM {rest} ORDER BY placed, folded, relationship LIMIT ? OFFSET ?"
    )
    if order == "last event":
        parameters = [*day, *parameters]
    columns = ", ".join(each for each in LISTED if not each.startswith("last_"))
    rows = census.database.look(
        f"SELECT {columns}, {LAST} FROM ({page}) s ORDER BY placed, folded, relationship",
        [*day, *parameters, most, first],
    )
    return [(*row[:-1], *(divmod(row[-1], BOTH) if row[-1] else (0, 0))) for row in rows]


def flow(census: Census, start: date) -> dict[tuple[str, str], int]:
    """How many accounts were in one class on the day ``start`` and in which on the day looked at, by both.

    Every account of which something had happened by the later day is counted once; one that was not yet classified, or
    not yet on record, is ``UNCLASSIFIED``, one that was closed is ``CLOSED`` whatever its class had been.
    """
    after, of_after = census.stood(what=PLACED)
    before, of_before = msgspec.structs.replace(census, as_of=start).stood(what=PLACED)
    rows = census.database.look(
        f"SELECT {PLACE.format('b')}, {PLACE.format('s')}, COUNT(*) "
        f"FROM ({after}) s LEFT JOIN ({before}) b ON b.relationship = s.relationship "
        f"WHERE s.kind = 'account' AND s.name <> '' AND {HAPPENED.replace('named', 's.named')} GROUP BY 1, 2",
        [*of_after, *of_before, *census.happened()],
    )
    return {(one, other): int(many) for one, other, many in rows}


PLACE = (
    f"CASE WHEN COALESCE({{0}}.closed_since, 0) > 0 THEN '{CLOSED}' WHEN COALESCE({{0}}.account_class, '') = '' "
    f"THEN '{UNCLASSIFIED}' ELSE {{0}}.account_class END"
)
"""Where an account stood, of one of the two sides."""


def anything(database: Database) -> bool:
    """Whether any relationship is on record at all."""
    return bool(database.look("SELECT 1 FROM portfolio_span WHERE aspect = 'name' LIMIT 1"))


def first_known(census: Census) -> tuple[int, int]:
    """The first day of which anything is known of a relationship, and the instant of the first that was recorded at all.

    The first counts what was known at the census' instant. A day number and microseconds since 1970; 0 where there is
    none.
    """
    of = "relationship IN (SELECT relationship FROM portfolio_span WHERE aspect = 'name')"
    whose: list[Any] = []
    if census.own is not None:
        of, whose = f"relationship IN ({question_marks(census.own)})", [*sorted(census.own)]
    look = census.database.look
    day = look(
        f"SELECT MIN(first_day) FROM timeline_entry WHERE {of} AND {KNOWN}", [*whose, census.known_at, census.known_at]
    )
    recorded = look(f"SELECT MIN(recorded_at) FROM timeline_entry WHERE {of}", whose)
    return int(day[0][0] or 0), int(recorded[0][0] or 0)
