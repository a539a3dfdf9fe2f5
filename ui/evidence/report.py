"""The report that a person reads in an evidence file: what it is, what happened, what it was judged by, how to check it."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import msgspec

from domain.history.retraction import STRIKES
from domain.history.when import parse_when
from domain.ledger.evidence import b64
from domain.ledger.finding import counted
from domain.ledger.note import PublicKey
from domain.policy.state import Version
from projections.evidence import Evidence, Told
from ui.evidence.checking import how_to_check
from ui.evidence.style import STYLE
from ui.format import day, happened, instant, one_line

SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing in the file runs, and nothing is fetched from anywhere."""


def report(evidence: Evidence, key: PublicKey, made_by: str, made_at: int) -> str:
    """The HTML up to before the end of its body. Every text in it is escaped; nothing is fetched from elsewhere."""
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(SECURITY)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{text(title(evidence))} – evidence</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            _header(evidence, key, made_by, made_at),
            "<main>\n",
            _facts(evidence),
            _records(evidence),
            _judged_by(evidence),
            _checkpoint(evidence),
            how_to_check(evidence.chosen.what, key),
            "</main>\n",
        )
    )


def text(said: object) -> str:
    """A text as HTML that shows just this text."""
    return escape(one_line(str(said)))


def lines(items: Iterable[str]) -> str:
    """A list in HTML."""
    return "".join(f"<li>{each}</li>\n" for each in items)


def title(evidence: Evidence) -> str:
    """What it is evidence of."""
    chosen, accounts = evidence.chosen, evidence.accounts
    match chosen.what:
        case "portfolio":
            return "The whole ledger"
        case "event":
            return f"Event {chosen.event}"
        case _:
            return accounts.get(chosen.stream, "The whole portfolio")


def _header(evidence: Evidence, key: PublicKey, made_by: str, made_at: int) -> str:
    chosen, about = evidence.chosen, evidence.about
    what = {
        "account": "Everything on record of this account",
        "portfolio": "Everything on record",
        "event": "One event and whatever strikes it through",
        "period": f"What happened {_span(evidence)}, as far as it is on record",
    }[chosen.what]
    known = "" if chosen.known_at is None else f", as it was known at {instant(chosen.known_at)}"
    return (
        f'<header>\n<p class="kind">Evidence from the ledger {text(key.name)}</p>\n<h1>{text(title(evidence))}</h1>\n'
        f'<p class="lead">{text(what + known)}: {counted(len(about), "event")} '
        f"under a signed checkpoint over {counted(evidence.note.size, 'event')}.</p>\n"
        f"<p>Made on {text(instant(made_at))} by {text(made_by)}. Whoever has this file can check it without Tieline, and "
        'without trusting whoever handed it over: <a href="#check">how to check it</a>.</p>\n</header>\n'
    )


def _span(evidence: Evidence) -> str:
    first, last = evidence.chosen.first, evidence.chosen.last
    return " ".join([*([f"from {day(first)}"] if first else []), *([f"to {day(last)}"] if last else [])])


def _facts(evidence: Evidence) -> str:
    about, note, as_of = evidence.about, evidence.note, evidence.chosen.as_of
    days = sorted((each.shown.happened for each in about), key=lambda each: parse_when(each).first)
    policies = sorted({each.record.policy_version for each in about} - {0})
    struck = sum(bool(each.struck_by) for each in about)
    facts = [
        ("Events", f"{len(about):,}, number {about[0].record.seq} to {about[-1].record.seq}"),
        ("Struck through", f"{struck:,}" if struck else "none"),
        ("Happened", _from_to(happened(parse_when(days[0])), happened(parse_when(days[-1])))),
        ("Recorded", _from_to(instant(about[0].record.recorded_at), instant(about[-1].record.recorded_at))),
        ("Judged by", f"policy version {', '.join(map(str, policies))}" if policies else "no policy: observed history"),
        ("Checkpoint", f"{counted(note.size, 'event')} of {note.origin}"),
    ]
    wide = [
        ("Root of the tree over the checkpoint's events", b64(note.root)),
        (f"State hash{f' as of {day(as_of)}' if as_of else ''}", evidence.state),
    ]
    cells = [f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in facts]
    cells += [
        f'<div class="wide"><dt>{text(name)}</dt><dd class="hash">{text(value)}</dd></div>' for name, value in wide
    ]
    return f'<dl class="facts">\n{chr(10).join(cells)}\n</dl>\n'


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


# Events.


def _records(evidence: Evidence) -> str:
    about, accounts = evidence.about, evidence.accounts
    heading = "<h2>What is on record</h2>\n" + EXPLAINED
    if len({each.record.stream for each in about}) == 1 and evidence.chosen.what == "account":
        return f"<section>\n{heading}{_table(about, evidence.told, 'Every event of this account')}</section>\n"
    by_stream = sorted(about, key=lambda each: (accounts[each.record.stream].casefold(), each.record.stream))
    groups = [(stream, list(some)) for stream, some in groupby(by_stream, key=lambda each: each.record.stream)]
    index = lines(
        f'<a href="#{text(stream)}">{text(accounts[stream])}</a> <span class="quiet">{counted(len(some), "event")}</span>'
        for stream, some in groups
    )
    sections = "".join(
        f'<section class="account" id="{text(stream)}">\n<h3>{text(accounts[stream])}</h3>\n'
        f'<p class="quiet"><code>{text(stream)}</code></p>\n{_table(some, evidence.told, accounts[stream])}</section>\n'
        for stream, some in groups
    )
    listed = f'<ul class="index">\n{index}</ul>\n' if len(groups) > 1 else ""
    return f"<section>\n{heading}{listed}</section>\n{sections}"


EXPLAINED = (
    '<p class="quiet">In the order recorded. A record that was wrong is struck through, and stands here with why and by '
    "whom. Dates are as precise as they are known; times of recording are in UTC.</p>\n"
)


def _table(some: Sequence[Told], every: Sequence[Told], caption: str) -> str:
    strikes = {each.record.seq: each for each in every if each.shown.kind in STRIKES}
    rows = "\n".join(_row(each, strikes.get(each.struck_by)) for each in some)
    return (
        f'<table class="records" role="table" aria-label="{text(caption)}">\n<thead role="rowgroup"><tr role="row">'
        f'<th class="number" role="columnheader" scope="col">No.</th>{_heads()}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n'
    )


def _heads() -> str:
    heads = ("Happened", "What happened", "Recorded", "By", "Judged by")
    return "".join(f'<th role="columnheader" scope="col">{each}</th>' for each in heads)


def _row(told: Told, strike: Told | None) -> str:
    record, shown = told.record, told.shown
    said = text(shown.sentence)
    if strike:
        by = strike.record
        said = (
            f'<s>{said}</s> <span class="why">Struck through by event {by.seq}, on {text(instant(by.recorded_at))}, by '
            f"{text(by.recorded_by)}{f': {text(strike.shown.reason)}' if strike.shown.reason else ''}</span>"
        )
    reporter = f" <span>told by {text(shown.reported_by)}</span>" if shown.reported_by else ""
    policy = f"policy {record.policy_version}" if record.policy_version else ("observed" if shown.observed else "")
    return (
        f'<tr role="row" id="event-{record.seq}"><td class="number" role="cell">{record.seq}</td>'
        f'<td class="date" role="cell">{text(happened(parse_when(shown.happened)))}</td>'
        f'<td class="what" role="cell">{said}</td>'
        f'<td class="at" role="cell">{text(instant(record.recorded_at))}</td>'
        f'<td class="by" role="cell">{text(record.recorded_by)}{reporter}</td>'
        f'<td class="policy" role="cell">{policy}</td></tr>'
    )


# What they were judged by.


def _judged_by(evidence: Evidence) -> str:
    context = [each for each in evidence.told if each.context]
    versions = "".join(map(_version, evidence.policies))
    others = (
        "<p>These events are not of the account itself. They are here because its events were judged by them, or because "
        f"they say why words are forgotten.</p>\n{_table(context, evidence.told, 'What the events were judged by')}"
        if context
        else ""
    )
    if not versions and not others:
        return ""
    return f"<section>\n<h2>What they were judged by</h2>\n{versions}{others}</section>\n"


def _version(version: Version) -> str:
    since = f"in force from {day(version.since.first)}" if version.since else "the first, which is part of Tieline"
    rules = msgspec.json.format(msgspec.json.encode(version.rules), indent=2).decode()
    return (
        f"<details>\n<summary>Policy version {version.rules.version}, {text(since)}</summary>\n"
        f"<pre>{escape(rules)}</pre>\n</details>\n"
    )


def _checkpoint(evidence: Evidence) -> str:
    stamped = (
        f"<p>A timestamping authority states that it was there by {text(f'{evidence.stamped:%Y-%m-%d %H:%M:%S} UTC')}. Its "
        "answer is in this file; who it is, its certificate shows.</p>\n"
        if evidence.stamped
        else ""
    )
    return (
        "<section>\n<h2>The checkpoint</h2>\n<p>Signed over the whole ledger as it stood: its name, its number of events, "
        "and the root of the tree over all of them. Whoever keeps a copy of it elsewhere can hold any later checkpoint "
        f"against it.</p>\n<pre>{escape(str(evidence.note))}</pre>\n{stamped}</section>\n"
    )
