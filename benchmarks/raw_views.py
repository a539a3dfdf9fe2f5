"""The rows of the read models, made by hand: one lean decoder for every event and no other object between."""

from datetime import date, timedelta

import msgspec

from domain.recorded import NEVER

Row = tuple[object, ...]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
LANES = {
    "relationship-opened": "other",
    "reclassified": "class",
    "milestone-planned": "milestones",
    "milestone-reached": "milestones",
    "showcase-started": "showcases",
    "system-link-went-live": "systems",
    "interaction-logged": "interactions",
}
UNNAMED = "\ufffc"


class Day(msgspec.Struct, gc=False):
    """A date with its precision."""

    first: date
    precision: str = "day"

    def last(self) -> int:
        """The number of the span's last day."""
        if self.precision == "day":
            return self.first.toordinal()
        month = self.first.year * 12 + self.first.month - 1 + MONTHS[self.precision]
        return (date(month // 12, month % 12 + 1, 1) - timedelta(days=1)).toordinal()

    def said(self) -> str:
        """The date as precisely as known."""
        length = {"day": 10, "month": 7}.get(self.precision, 4)
        return self.first.isoformat()[:length]


class Facts(msgspec.Struct, gc=False):
    """What the views need of any event; everything else in a payload is passed over."""

    on: Day
    observed: bool = False
    to: str = ""
    name: str = ""
    kind: str = ""
    title: str = ""
    party: str = ""
    lane: str = ""
    phase: str = ""
    due: Day | None = None
    milestone_id: str = ""
    showcase_id: str = ""
    link_id: str = ""


decode = msgspec.json.Decoder(Facts).decode


def timeline_and_change(
    seq: int, stream: str, kind: str, recorded_at: int, recorded_by: str, payload: bytes
) -> tuple[Row, Row | None]:
    """The row of the timeline and, where the event changes the standing, that of the portfolio."""
    facts = decode(payload)
    first, last = facts.on.first.toordinal(), facts.on.last()
    value, subject, starts, ends, change = "", "", 0, 0, None
    match kind:
        case "interaction-logged":
            value, said = facts.kind, facts.kind.capitalize()
        case "reclassified":
            value, said = facts.to, f"Classified {facts.to}"
            change = (stream, "class", first, last, seq, recorded_at, NEVER, "", facts.to, 0, 0)
        case "fact-observed":
            value = facts.phase
            said = f"Observed in {facts.lane}, {facts.phase}" if facts.phase else f"Observed in {facts.lane}"
        case "milestone-planned" if facts.due:
            value, subject, starts, ends = (
                facts.party,
                facts.milestone_id,
                facts.due.first.toordinal(),
                facts.due.last(),
            )
            said = f"Milestone “{facts.title}” planned for {facts.party}, due {facts.due.said()}"
        case "milestone-reached":
            subject, said = facts.milestone_id, f"Milestone “{UNNAMED}” reached"
        case "system-link-went-live":
            subject = facts.link_id
            said = f"System link “{facts.title}”{f' ({facts.kind})' if facts.kind else ''} went live"
        case "showcase-started":
            subject, said = facts.showcase_id, f"Showcase “{facts.title}” started"
        case "relationship-opened":
            of = facts.kind or "account"
            said = f"Opened as {'an' if of == 'account' else 'a'} {of}: {facts.name}"
            change = (stream, "name", first, last, seq, recorded_at, NEVER, of, facts.name, 0, 0)
        case _:
            raise ValueError(kind)
    row = (
        stream, first, last, seq, recorded_at, NEVER, 0, recorded_by, kind, LANES.get(kind) or facts.lane, subject,
        facts.title, value, starts, ends, int(facts.observed), 0, said,
    )  # fmt: skip
    return row, change
