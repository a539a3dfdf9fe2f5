"""A line as somebody notes it, read as a record: "Met Kim at Harbour about EDI yesterday", "2024-03 reached: Drivers trained".

What is read is only proposed, in a form that its author looks through. What was not understood is said.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from domain.history.asking import Pick, fields
from domain.history.event import Command
from domain.history.when import When
from domain.relationship.economics import ReportEconomics
from domain.relationship.interaction import LogInteraction
from domain.relationship.state import Relationship
from ui.finding import Named, either, folded, named_apart
from ui.forms.quick import QUICK
from ui.logging.dates import LEADS_TO_END, Dated, dates_in
from ui.logging.kind_words import Kind, called, kind_in

MOST_WORDS = 6
"""So many words of a line are tried as the name of an account."""
SHORTEST = 3
"""Letters in a beginning that is taken for a name."""
LONGEST = 2000
"""Letters of a line that are looked at."""

_WORD = re.compile(r"[^\s;:,|()]+")
_PARTS = re.compile(r"\s*[;|\t]\s*")
_AT = re.compile(r"(?:^|\s)(?:at|from|for|to|of|visit(?:ed)?|@)\s*$", re.IGNORECASE)
_WITH_WHOM = re.compile(r"(?:^|\s)with\s*$", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[;:|,])\s*$")
_ABOUT = re.compile(r"\b(?:about|regarding|re|on)\b:?\s+", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with|met)\s+(?P<who>(?!about\b|at\b|on\b)\S.*)", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<![\w.])(?P<before>[A-Z]{3}\s)?(?P<figure>-?\d[\d,']*(?:\.\d+)?)\s*(?P<scale>k|m|million)?(?P<after>\s[A-Z]{3})?(?!\w)"
)
_NUMBER = re.compile(r"(?<![\w.])-?\d[\d,']*(?:\.\d+)?(?![\w])")
_FILLING = frozenset({"at", "with", "the", "a", "an", "on", "in", "for", "to", "of", "was", "is", "has", "been", "by", "and", "from", "it", "its", "we", "i", "now", "milestone", "objective", "showcase", "measure", "plan", "link", "counterpart"})  # fmt: skip


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What a line says: of which account, what happened, when, and the fields of the form, by name."""

    line: str
    stream: str = ""
    """The account, "" where none is named."""
    command: type[Command] | None = None
    on: When | None = None
    answers: Mapping[str, Any] = {}
    left: str = ""
    """The words that were not understood."""
    doubts: tuple[str, ...] = ()
    """What could be two things, a sentence each."""

    @property
    def nothing(self) -> bool:
        """Whether neither an account, a kind nor a date was recognised."""
        return not (self.stream or self.command or self.on)


class Names:
    """The accounts by the words that their names begin with."""

    def __init__(self, accounts: Iterable[Named]) -> None:
        self.accounts = list(accounts)

    @cached_property
    def _by_first_word(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for each in self.accounts:
            words = _WORD.findall(folded(each.name))
            if words:
                found.setdefault(words[0], []).append(each)
        return found

    def begin_with(self, words: Sequence[str]) -> list[Named]:
        """The accounts of this very name, else those whose name begins with these words; the last may be its beginning."""
        sought = " ".join(words).casefold()
        if len(words) == 1:
            some = [each for first, those in self._by_first_word.items() if first.startswith(sought) for each in those]
        else:
            some = self._by_first_word.get(words[0].casefold(), [])
        exact = [each for each in some if _plain(each.name) == _plain(sought)]
        return exact or [each for each in some if _plain(each.name).startswith(_plain(sought))]


class Mentioned(NamedTuple):
    """An account in a line, and from where to where it stands."""

    stream: str
    first: int
    last: int


def read_line(
    line: str, accounts: Names, today: date, state_of: Callable[[str], Relationship | None], stream: str = ""
) -> Read:
    """What a line says, of the account ``stream`` where it names none."""
    text = line[:LONGEST]
    dated, doubtful = dates_in(text, today)
    doubts = [each.sentence for each in doubtful]
    blank = [*dated, *doubtful]
    mentioned = account_in(_without(text, blank), accounts, doubts)
    if mentioned:
        stream = mentioned.stream
    said = _without(text, [*dated, *doubtful, *([mentioned] if mentioned else [])])
    state = state_of(stream) if stream else None
    kind = kind_in(said, state)
    if kind is None:
        left = _tidied(said)
        on = dated[0].when if dated else None
        return Read(line=line, stream=stream, on=on, left=left, doubts=tuple(doubts))
    return _answered(line, text, said, kind, dated, stream, state, today, doubts)


def account_in(text: str, accounts: Names, doubts: list[str]) -> Mentioned | None:
    """The account that a line names: in full, or by a beginning that is no other's. Else ``doubts`` say what it could be.

    A beginning counts where an account is to be expected: behind "at", at the beginning of a part, or, where nothing else
    is found, behind "with", which may be a person's.
    """
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int, Mentioned]] = []
    unsure: list[Named] = []
    for place, word in enumerate(words):
        if word[0].casefold().strip(".'’") in _FILLING:
            continue
        before = text[: word.start()]
        expected = 3 if _AT.search(before) else 2 if _BEGINS.search(before) else 1 if _WITH_WHOM.search(before) else 0
        for count in range(min(MOST_WORDS, len(words) - place), 0, -1):
            some = [each[0].strip(".'’") for each in words[place : place + count]]
            if not some[0]:
                break
            those = accounts.begin_with(some)
            whole = any(_plain(each.name) == _plain(" ".join(some)) for each in those)
            letters = len("".join(some))
            if len(those) == 1 and (whole or (expected and letters >= SHORTEST) or count > 1):
                last = words[place + count - 1].end()
                mentioned = Mentioned(those[0].id, _before(text, word.start()), last)
                found.append((4 if whole else expected, last - word.start(), mentioned))
                break
            if those and expected > 1 and letters >= SHORTEST and not unsure:
                unsure = those
    if not found and unsure:
        doubts.append(f"The account could be {either(named_apart(unsure))}: choose it.")
    return max(found, key=lambda each: each[:2])[2] if found else None


def _answered(
    line: str,
    text: str,
    said: str,
    kind: Kind,
    dated: list[Dated],
    stream: str,
    state: Relationship | None,
    today: date,
    doubts: list[str],
) -> Read:
    """The fields of the kind that was recognised."""
    command, answers = kind.command, dict(kind.answers)
    dates = list(dated)
    for name in ("due", "period"):
        if name in {each.name for each in fields(command)} and dates:
            meant = next((each for each in dates if each.lead in LEADS_TO_END), None) if name == "due" else None
            if meant is None and (name == "period" or len(dates) > 1):
                meant = dates[-1] if name == "due" else dates[0]
            if meant:
                answers[name] = meant.when
                dates.remove(meant)
    on = dates[0].when if dates else None
    second = [text[each.first : each.last].strip() for each in dates[1:]]
    doubts += [f"“{each}” is a second date: say under “More” what it is of." for each in second]
    rest = _tidied(said[: kind.first] + " ; " + said[kind.last :]) if kind.takes_away else _tidied(said)
    if command is LogInteraction:
        answers |= interaction(said, kind)
        rest = ""
    else:
        rest = picked(command, state, rest, answers)
        rest = figures(command, rest, answers)
        rest = words_of(command, rest, answers)
        if "reason" in QUICK.get(command, ()) and (reason := _tidied(rest)):
            answers["reason"], rest = reason, ""
    if on and on.first > today:
        doubts.append(f"{on} is ahead of today: it is recorded ahead, and counts from then.")
    return Read(
        line=line, stream=stream, command=command, on=on, answers=answers, left=_tidied(rest), doubts=tuple(doubts)
    )


def interaction(said: str, kind: Kind) -> dict[str, Any]:
    """What a meeting or call was about and who took part: everything that is left is the one or the other."""
    before, after = said[: kind.first], said[kind.last :]
    about = _ABOUT.search(after)
    summary = after[about.end() :] if about else ""
    people = after[: about.start()] if about else after
    who = _WITH.match(f"with {people.strip()}") if kind.with_people else _WITH.search(people)
    found: dict[str, Any] = {}
    if who and about:
        found["participants"] = _tidied(who["who"])
        people = people.replace(who["who"].strip(), "") if not kind.with_people else ""
        people = re.sub(r"\bwith\s*$", "", people.strip())
    summary = "; ".join(filter(None, (_tidied(before), _tidied(people), _tidied(summary))))
    return {**found, "summary": summary}


def picked(command: type[Command], state: Relationship | None, rest: str, answers: dict[str, Any]) -> str:
    """The thing on record that it is about, by its title or the beginning of it; what is left of the words."""
    pick = next((each for each in fields(command) if isinstance(each.ask, Pick) and each.required), None)
    if pick is None or state is None or not isinstance(pick.ask, Pick):
        return rest
    things: Mapping[str, Any] = getattr(state, pick.ask.things, {})
    found = thing_in(rest, [each for each in things.values() if getattr(each, "open", True)])
    if found is None:
        return rest
    answers[pick.name], span = found
    return rest[: span[0]] + " " + rest[span[1] :]


def thing_in(text: str, things: Iterable[Any]) -> tuple[str, tuple[int, int]] | None:
    """The thing whose title stands in a text, the longest; else the only one whose title begins with one of its parts."""
    best: tuple[str, tuple[int, int]] | None = None
    candidates = list(things)
    for each in candidates:
        match = called(each.title).search(text)
        if match and (best is None or match.end() - match.start() > best[1][1] - best[1][0]):
            best = each.id, match.span()
    if best:
        return best
    for part in re.finditer(r"[^;:,]+", text):
        sought = folded(part[0])
        fits = [each for each in candidates if len(sought) >= 3 and folded(each.title).startswith(sought)]
        if len(fits) == 1:
            return fits[0].id, part.span()
    return None


def figures(command: type[Command], rest: str, answers: dict[str, Any]) -> str:
    """The number that a measure or the economics come to; what is left of the words."""
    names = {each.name for each in fields(command)}
    wanted = next((name for name in ("actual", "measured") if name in names and name not in answers), "")
    if wanted and (match := list(_NUMBER.finditer(rest))):
        answers[wanted] = match[-1][0].replace(",", "").replace("'", "")
        return rest[: match[-1].start()] + " " + rest[match[-1].end() :]
    if command is ReportEconomics and (found := _MONEY.search(rest)):
        number = found["figure"].replace(",", "").replace("'", "")
        zeros = {"k": 3, "m": 6, "million": 6}.get((found["scale"] or "").lower(), 0)
        answers[str(answers.pop("figure", "revenue"))] = _times(number, zeros)
        if currency := (found["before"] or found["after"] or "").strip():
            answers["currency"] = currency
        return rest[: found.start()] + " " + rest[found.end() :]
    answers.pop("figure", None)
    return rest


def _times(number: str, zeros: int) -> str:
    from decimal import Decimal  # noqa: PLC0415  # only where there are figures

    return f"{(Decimal(number) * 10**zeros).normalize():f}"


def words_of(command: type[Command], rest: str, answers: dict[str, Any]) -> str:
    """What is left goes into the first field of words that the kind needs and that has none yet."""
    for each in fields(command):
        if each.name in {"title", "findings", "measure"} and each.name not in answers and each.required:
            answers[each.name] = _tidied(rest)
            return ""
    return rest


def _without(text: str, taken: Iterable[Any]) -> str:
    """The text with what was understood blanked, so that places in it stay."""
    letters = list(text)
    for each in taken:
        letters[each.first : each.last] = " " * (each.last - each.first)
    return "".join(letters)


def _before(text: str, place: int) -> int:
    """Where a name begins, with the word that leads to it."""
    found = _AT.search(text[:place])
    return found.start() if found and "visit" not in found[0].casefold() else place


def _tidied(text: str) -> str:
    """Words without the marks and blanks that were left between what was understood."""
    parts = [" ".join(part.split()).strip(" ,:.–—-") for part in _PARTS.split(text)]
    return "; ".join(part for part in parts if set(part.casefold().split()) - _FILLING)


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))
