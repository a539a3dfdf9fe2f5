"""What would be different under another policy, in words: a summary, tables for people, rows for a spreadsheet, data for a machine."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from domain.ledger.finding import counted
from domain.policy.keys import difference
from domain.policy.supposed import Supposed
from domain.relationship.criteria import listed
from projections.projection import day_of
from projections.what_if import Classed, Decided, Flagged, WhatIf
from ui.format import day as in_words
from ui.format import day_or_none, span
from ui.policy_words import told

UNDETERMINED = "left open"
"""What is suggested where the ratings do not say."""

CSV_COLUMNS = (
    "difference", "account", "id", "on_record", "present", "supposed", "since_first", "since_last", "event", "what",
)  # fmt: skip

WOULD = {"appear": "would be flagged", "go": "would not be flagged", "differ": "would differ"}


def summary(found: WhatIf) -> str:
    """All of it in one sentence."""
    accounts = counted(found.accounts, "account")
    if found.nothing and not found.accounts:
        return "Nothing would be different: no account is on record and open by then."
    if found.nothing:
        none_of = f"none of {accounts}" if found.accounts != 1 else "the one account"
        return (
            f"Nothing would be different: {none_of} would{' not' * (found.accounts == 1)} be classed or flagged differently, "
            "and no decision on record would have been refused."
        )
    refused, allowed = ([each for each in found.decided if each.refused is which] for which in (True, False))
    flagged = len({each.relationship for each in found.flagged if each.relationship})
    own = sum(1 for each in found.flagged if not each.relationship)
    parts = [
        f"{len(found.classed)} of {accounts} would be classed differently",
        f"{counted(len(refused), 'decision')} would have been refused",
        *(
            [f"{counted(len(allowed), 'decision')} that the policy forbids by now would have been allowed"]
            if allowed
            else []
        ),
        f"{counted(flagged, 'account')} would be flagged differently",
        *([f"{counted(own, 'sign')} of the company's own would differ"] if own else []),
    ]
    return f"{'; '.join(parts)}."


Table = tuple[str, Sequence[str], list[list[str]]]
"""Its title, its columns and its rows, for a person."""


def tables(found: WhatIf) -> Iterator[Table]:
    """The tables that have rows."""
    every: list[Table] = [
        (
            "Would be classed differently",
            ["account", "would be", "since", "now suggested", "on record", "because"],
            [classed_cells(each) for each in found.classed],
        ),
        (
            "Would have been refused",
            ["when", "account", "decision", "because"],
            [decided_cells(each) for each in found.decided if each.refused],
        ),
        (
            "Would have been allowed, though the policy forbids it by now",
            ["when", "account", "decision", "what forbids it"],
            [decided_cells(each) for each in found.decided if not each.refused],
        ),
        *(
            (
                f"{WOULD[would][0].upper()}{WOULD[would][1:]}",
                ["account", "class", "sign", "since", "what"],
                [flagged_cells(each) for each in found.flagged if each.would == would],
            )
            for would in WOULD
        ),
    ]
    yield from (table for table in every if table[2])


def classed_cells(each: Classed) -> list[str]:
    """An account that would be classed differently."""
    on_record = f"{each.on_record} since {days(each.on_record_since, each.on_record_last)}" if each.on_record else "–"
    return [
        each.name,
        each.other or UNDETERMINED,
        days(each.since, each.since_last),
        each.present or UNDETERMINED,
        on_record,
        each.why_other,
    ]


def decided_cells(each: Decided) -> list[str]:
    """A decision that one of the policies forbids."""
    return [span(each.on, each.last), each.name, each.headline, each.sentence]


def flagged_cells(each: Flagged) -> list[str]:
    """A sign that comes out differently."""
    since = days(each.since, each.since_last) or "–"
    return [each.name, each.account_class or "–", each.sign, since, each.what]


def days(first: int, last: int) -> str:
    """The span between two day numbers, "" where there is none."""
    return span(day_of(first), day_of(max(first, last))) if first else ""


def csv_rows(found: WhatIf) -> Iterator[list[str]]:
    """A row for each difference, in the order of ``CSV_COLUMNS``; days as in 2024-05-17."""
    for classed in found.classed:
        yield [
            "classed", classed.name, classed.relationship, classed.on_record or "", classed.present or "",
            classed.other or "", *iso(classed.since, classed.since_last), str(classed.seq or ""), classed.why_other,
        ]  # fmt: skip
    for made in found.decided:
        forbids = ["allowed", "refused"] if made.refused else ["refused", "allowed"]
        yield [
            "decided", made.name, made.relationship, "", *forbids, made.on.isoformat(), made.last.isoformat(),
            str(made.seq), f"{made.headline}: {made.sentence}",
        ]  # fmt: skip
    for sign in found.flagged:
        shown = {"appear": ["", sign.sign], "go": [sign.sign, ""], "differ": [sign.sign, sign.sign]}[sign.would]
        yield [
            "flagged", sign.name, sign.relationship, sign.account_class, *shown, *iso(sign.since, sign.since_last),
            str(sign.seq or ""), sign.what,
        ]  # fmt: skip


def iso(first: int, last: int) -> list[str]:
    """Two day numbers for a spreadsheet, "" for 0."""
    return [day_of(each).isoformat() if each else "" for each in (first, last)]


def as_data(found: WhatIf) -> dict[str, Any]:
    """All of it for a machine; null where there is none."""
    return {
        "as_of": found.as_of,
        "summary": summary(found),
        "accounts": found.accounts,
        "classed": [
            {
                "account": each.name,
                "id": each.relationship,
                "on_record": each.on_record,
                "on_record_since": day_or_none(each.on_record_since),
                "present": each.present,
                "present_because": each.why,
                "supposed": each.other,
                "supposed_because": each.why_other,
                "since_first": day_or_none(each.since),
                "since_last": day_or_none(each.since_last),
                "event": each.seq or None,
            }
            for each in found.classed
        ],
        "decided": [
            {
                "account": each.name,
                "id": each.relationship,
                "event": each.seq,
                "first": each.on,
                "last": each.last,
                "decision": each.headline,
                "would_be": "refused" if each.refused else "allowed",
                "because": each.sentence,
            }
            for each in found.decided
        ],
        "flagged": [
            {
                "account": each.name if each.relationship else None,
                "id": each.relationship or None,
                "class": each.account_class or None,
                "sign": each.sign,
                "would": each.would,
                "what": each.what,
                "since_first": day_or_none(each.since),
                "since_last": day_or_none(each.since_last),
                "event": each.seq or None,
            }
            for each in found.flagged
        ],
    }


def supposed(policy: Supposed, as_of: date) -> Iterator[str]:
    """What was supposed, a line each: from when on, in place of what, and each value that would be another one."""
    from_when = "from the beginning" if policy.since == date.min else f"from {in_words(policy.since)} on"
    begins = f"Supposed {from_when}, as of {in_words(as_of)}"
    if policy.since > as_of:
        yield f"{begins}: nothing by then."
        return
    if not policy.changed:
        yield f"{begins}: what the policy says already."
    by_changes: dict[tuple[str, ...], list[int]] = {}
    for before, after in policy.changed:
        lines = tuple(f"{key}: {told(was)} → {told(is_now)}" for key, was, is_now in difference(before, after))
        by_changes.setdefault(lines, []).append(before.version)
    for lines, versions in by_changes.items():
        yield f"{begins}, in place of version{'s' * (len(versions) > 1)} {listed(map(str, reversed(versions)))} of the policy:"
        yield from lines


def supposed_data(policy: Supposed) -> list[dict[str, Any]]:
    """The same for a machine."""
    return [
        {
            "version": before.version,
            "changes": [{"key": key, "from": was, "to": is_now} for key, was, is_now in difference(before, after)],
        }
        for before, after in policy.changed
    ]
