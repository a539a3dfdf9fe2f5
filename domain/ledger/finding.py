"""What an audit finds: one sentence, and the first event that it may concern."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was recorded. ``seq`` is 0 where it concerns no event."""

    sentence: str
    seq: int = 0


def in_order(findings: list[Finding]) -> list[Finding]:
    """The findings from the first bad event on; those that concern none come last."""
    return sorted(findings, key=lambda each: (each.seq == 0, each.seq))


def counted(number: int, what: str) -> str:
    """So many of something, in words."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def in_short(findings: list[Finding]) -> str:
    """The first finding as the end of another sentence, and how many more there are."""
    first = in_order(findings)[0].sentence.removesuffix(".")
    more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
    return f"{first[0].lower()}{first[1:]}{more}"
