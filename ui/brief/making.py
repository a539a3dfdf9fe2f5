"""The review brief of one account, put together: one page of HTML that needs nothing else and runs nothing."""

from datetime import date, timedelta
from typing import NamedTuple

from domain.history.when import widen
from domain.relationship.account_class import CLASSED_KINDS
from projections.difference import Point, Told, difference, known_up_to
from projections.policy import policy_known
from projections.portfolio import portfolio
from projections.projection import FOREVER, day_of
from projections.question import rows_of
from projections.why import Asked, why
from ui.bootstrap import Tieline
from ui.brief import sections
from ui.brief.html import SECURITY, paragraph, section, text
from ui.brief.picture import picture
from ui.brief.style import STYLE
from ui.format import day, day_at, end_of_day, instant, iso_instant, span
from ui.parts.standing import sentence_case
from ui.why_words import policy as policy_in_words

WHAT = "review brief"
"""What it is in the access log."""


class Wanted(NamedTuple):
    """Of whom, as of which day and as known at which instant, and since when to tell what changed."""

    relationship: str
    name: str
    as_of: date
    known_at: int
    since: date
    today: date

    @property
    def about(self) -> dict[str, str]:
        """The ids and filters for the access log."""
        known = {} if self.known_at >= FOREVER else {"known_at": iso_instant(self.known_at)}
        return {
            "stream": self.relationship,
            "as_of": self.as_of.isoformat(),
            **known,
            "since": self.since.isoformat(),
        }

    @property
    def known(self) -> str:
        """As known when, in a sentence."""
        if self.known_at >= FOREVER:
            return "when it was made"
        on = day_at(self.known_at)
        return f"on {day(on)}" if self.known_at == end_of_day(on) else f"at {instant(self.known_at)}"


def last_quarter(looked: date) -> date:
    """The last day of the quarter before."""
    return widen(looked, "quarter").first - timedelta(days=1)


def brief(tieline: Tieline, wanted: Wanted, by: str) -> str:
    """The whole page; ``by`` is the subject who asks for it."""
    asked = Asked(tieline.tracker, wanted.relationship, wanted.as_of, wanted.known_at)
    made, points = instant(tieline.clock()), _points(tieline, wanted)
    drawn, alt = picture(tieline, asked, wanted.name, is_today=wanted.as_of == wanted.today)
    body = (
        _header(asked, tieline, wanted),
        section("How it came to be", f'<figure role="img" aria-label="{text(alt)}">{drawn}</figure>') if drawn else "",
        sections.open_matters(asked),
        sections.since_then(_changed(tieline, wanted.relationship, *points), wanted.name, *points),
        sections.plan_and_scorecard(asked),
        sections.showcases(asked),
        sections.systems(asked),
        sections.change_load(asked),
        sections.partnership(asked),
        sections.money(asked),
    )
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{text(SECURITY)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{text(wanted.name)} – review brief</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            *body,
            _footer(asked, wanted, made, by),
            "</body>\n</html>\n",
        )
    )


def _header(asked: Asked, tieline: Tieline, wanted: Wanted) -> str:
    """The name, the class and since when, and the rule that it follows from."""
    parts = [f'<p class="kind">Review brief</p>\n<h1>{text(wanted.name)}</h1>\n']
    found = rows_of(portfolio(tieline.database, asked.as_of, asked.known_at, wanted.relationship))
    if not found:
        return f"<header>{parts[0]}{paragraph('Nothing of it had happened, or was known, by these dates.')}</header>\n"
    (stands,) = found
    if stands["kind"] in CLASSED_KINDS:
        account_class = stands["account_class"] or "unclassified"
        since = (
            f"since {span(day_of(stands['class_since']), day_of(stands['class_until']))}"
            if stands["class_since"]
            else ""
        )
        parts.append(f'<p><span class="class">{text(account_class.capitalize())}</span> {text(since)}</p>\n')
        rule = why(asked, "class").statements[0].rule
        parts.append(paragraph(f"{rule.sentence} {sentence_case(policy_in_words(rule))}.", "quiet"))
    if stands["closed_since"]:
        parts.append(paragraph(f"Closed since {day(day_of(stands['closed_since']))}."))
    elif stands["at_risk_since"]:
        parts.append(paragraph(f"At risk since {day(day_of(stands['at_risk_since']))}."))
    if stands["plan"]:
        parts.append(paragraph(f"Joint plan “{stands['plan']}” in force, to {day(day_of(stands['plan_ends']))}."))
    return f"<header>{''.join(parts)}</header>\n"


def _points(tieline: Tieline, wanted: Wanted) -> tuple[Point, Point]:
    """The two points: both clocks apart, or the days alone where nothing was on record then."""
    first = min(wanted.since, wanted.as_of)
    known_at = min(end_of_day(first), wanted.known_at)
    anything = known_up_to(tieline.tracker.recorder, known_at) > 0
    return Point(first, known_at if anything else wanted.known_at), Point(wanted.as_of, wanted.known_at)


def _changed(tieline: Tieline, relationship: str, start: Point, end: Point) -> Told:
    """What changed between them."""
    recorder, codec = tieline.tracker.recorder, tieline.tracker.codec
    return difference(
        tieline.database, recorder, codec, lambda at: policy_known(recorder, codec, at), start, end, relationship
    )


def _footer(asked: Asked, wanted: Wanted, made: str, by: str) -> str:
    """Both dates, the version of the policy, and who made it when."""
    dates = f"As of {day(wanted.as_of)}, as known {wanted.known}. Judged by policy version {asked.rules.version}."
    holds = "It holds the words that people wrote, opened: whoever has this page keeps them."
    return f"<footer>{paragraph(dates)}{paragraph(f'Made {made} by {by} with Tieline. {holds}')}</footer>\n"
