"""What changed between two points, in words: a summary, sections for people, rows for a spreadsheet, data for a machine."""

from collections.abc import Iterator
from typing import Any

from domain.ledger.finding import counted
from projections.difference import Changed, Compared, Event, Gone, Point, Row, Survey, Told, counts, flows
from ui.format import day as in_words
from ui.format import in_days, instant, iso_instant
from ui.record_data import record_data
from ui.struck_words import struck_data

HAPPENED, LEARNED, GONE, STANDS = "It happened", "We learned it", "No longer holds", "What stands differently"

CSV_COLUMNS = (
    "part", "account", "id", "event", "happened", "what", "recorded_at", "recorded_by", "instead_of", "struck_by",
    "why", "before", "after", "because",
)  # fmt: skip


def summary(told: Told | Compared, whose: str, start: Point, end: Point) -> str:
    """All of it in one sentence; the points are as they were asked for, with what was left out for now."""
    between = f"{whose} {between_words(start, end)}"
    if told.nothing:
        return f"Nothing is different for {between}."
    happened, learned, gone, changed = map(len, (told.happened, told.learned, told.gone, told.changed))
    said = (
        f"{counted(happened, 'event')} happened, {learned} {'was' if learned == 1 else 'were'} learned of, "
        f"{gone} no longer hold{'s' * (gone == 1)}; {changed} status{'es' * (changed != 1)} differ{'s' * (changed == 1)}"
    )
    return f"{between[0].upper()}{between[1:]}: {said}."


def survey_summary(found: Survey, start: Point, end: Point) -> str:
    """The portfolio at a glance in one sentence."""
    between = between_words(start, end)
    if not found.rows:
        return f"Nothing is different in the portfolio {between}."
    happened, learned, gone, late = (found.totals[each] for each in ("happened", "learned", "gone", "late"))
    moved = sum(many for *_, many in found.moves)
    parts = [
        f"{counted(happened, 'event')} happened" if happened else "",
        f"{counted(learned, 'event')} {'was' if learned == 1 else 'were'} learned of" if learned else "",
        f"{counted(gone, 'record')} no longer hold{'s' * (gone == 1)}" if gone else "",
        f"{counted(moved, 'account')} moved class" if moved else "",
        f"{counted(late, 'matter')} became late" if late else "",
    ]
    said = ", ".join(each for each in parts if each) or "standings differ"
    different = f"{counted(len(found.rows), 'account')} {'is' if len(found.rows) == 1 else 'are'} different"
    return f"{between[0].upper()}{between[1:]}: {different}; {said}."


def also_different(row: Row) -> str:
    """What is different of an account besides its class, in a line."""
    before, after = row.before, row.after
    parts = [
        ("put at risk" if after.risk else "no longer at risk") if before.risk != after.risk else "",
        f"plan {in_days(before.plan) or 'none'} → {in_days(after.plan) or 'none'}" if before.plan != after.plan else "",
        f"renamed from {before.name}" if before.name and after.name and before.name != after.name else "",
        f"{row.late:,} newly late" if row.late else "",
        f"{row.happened:,} happened" if row.happened else "",
        f"{row.learned:,} learned" if row.learned else "",
        f"{row.gone:,} no longer hold{'s' * (row.gone == 1)}" if row.gone else "",
    ]
    return " · ".join(each for each in parts if each)


def between_words(start: Point, end: Point) -> str:
    """The two points in a sentence."""
    if start.known_at == end.known_at:
        return f"between {in_words(start.day)} and {in_words(end.day)}, as known {known(end)}"
    return f"between {in_words(start.day)} as known {known(start)} and {in_words(end.day)} as known {known(end)}"


def known(point: Point) -> str:
    """The instant of a point in a sentence."""
    return "now" if is_now(point) else f"by {instant(point.known_at)}"


def is_now(point: Point) -> bool:
    """Whether the point is of all that is on record."""
    return point.known_at == Point(point.day).known_at


def classes(told: Told) -> list[list[str]]:
    """Each class with how many accounts there were and are, where there are any."""
    return [[each, str(was), str(now)] for each, was, now in counts(told.stood, told.stands) if was or now]


def moves(told: Told) -> list[list[str]]:
    """From where to where how many accounts moved."""
    return [
        [before or "not on record", after or "not on record", str(many)] for before, after, many in flows(told.changed)
    ]


def standing_cells(each: Changed) -> list[str]:
    """A status in a table: what it is, what it was, what it is now, and what made the difference."""
    because = " and ".join(each.by)
    if len(each.by) > 1:
        because = f"we learned it ({each.learned or 'none'}), then it happened"
    title = f" “{each.title}”" if each.title and each.aspect != "misfit" else ""
    return [f"{each.aspect}{title}", each.before or "–", each.after or "–", because]


def csv_rows(told: Told) -> Iterator[list[str]]:
    """A row for each difference."""
    for part, events in ((HAPPENED, told.happened), (LEARNED, told.learned)):
        for each in events:
            instead = str(each.instead_of or "")
            yield [part, *_csv_event(each), instead, *[""] * 5]
    for gone in told.gone:
        yield [GONE, *_csv_event(gone), "", str(gone.retracted.record), gone.retracted.why, "", "", ""]
    for status in told.changed:
        what, before, after, because = standing_cells(status)
        number = str(status.seq or "")
        yield [STANDS, status.name, status.relationship, number, "", what, "", "", "", "", "", before, after, because]


def _csv_event(each: Event | Gone) -> list[str]:
    record = each.record
    told = [str(record.seq), record.happened, record.sentence, iso_instant(record.recorded_at), record.recorded_by]
    return [each.name, each.relationship, *told]


def as_data(told: Told) -> dict[str, Any]:
    """All of it for a machine."""
    return {
        "happened": [event_data(each) for each in told.happened],
        "learned": [event_data(each) for each in told.learned],
        "no_longer_holds": [{**event_data(each), "struck": struck_data(each.retracted)} for each in told.gone],
        "stands_differently": [
            {
                "account": each.name,
                "id": each.relationship,
                "status": each.aspect,
                "title": each.title,
                "before": each.before or None,
                "as_we_learned": each.learned or None,
                "after": each.after or None,
                "because": list(each.by),
                "event": each.seq or None,
            }
            for each in told.changed
        ],
        "classes": [{"class": each, "before": was, "after": now} for each, was, now in counts(told.stood, told.stands)],
        "moves": [
            {"before": before or None, "after": after or None, "accounts": many}
            for before, after, many in flows(told.changed)
        ],
    }


def event_data(each: Event | Gone) -> dict[str, Any]:
    """A record for a machine, with its account."""
    instead = {"instead_of": each.instead_of or None} if isinstance(each, Event) else {}
    return {"account": each.name, "id": each.relationship, **record_data(each.record), **instead}


def point_data(point: Point) -> dict[str, Any]:
    """A point for a machine; null for now."""
    return {"day": point.day, "known_at": None if is_now(point) else iso_instant(point.known_at)}
