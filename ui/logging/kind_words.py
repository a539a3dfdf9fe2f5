"""Which kind of thing a line tells, by its words, and by the titles of what is open on the account."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from domain.history.event import Command
from domain.relationship.classification import Reclassify
from domain.relationship.counterpart.commands import ConfirmCounterpart
from domain.relationship.economics import ReportEconomics
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import ClosePlan, ReviewPlan
from domain.relationship.milestone import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.objective import MeetObjective, MissObjective, MoveObjective
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.scorecard import RecordMeasure
from domain.relationship.showcase import ConcludeShowcase, MeasureShowcase, StartShowcase
from domain.relationship.state import Relationship
from domain.relationship.system_link import RetireLink, TakeLinkLive


class Kind(NamedTuple):
    """What a line tells, from where to where the words stand that say so, and what else they say."""

    command: type[Command]
    first: int
    last: int
    answers: Mapping[str, Any] = {}
    with_people: bool = False
    """Whether names follow: "met Kim"."""
    takes_away: bool = True
    """Whether these words say nothing else."""


class Word(NamedTuple):
    """Words that tell a kind."""

    pattern: str
    command: type[Command]
    answers: Mapping[str, Any] = {}
    with_people: bool = False
    takes_away: bool = True


WORDS: tuple[Word, ...] = (
    Word(r"no longer at risk|out of danger|recovered", RecoverRelationship),
    Word(r"(?:put |is |now )?at risk", PutAtRisk),
    Word(r"objective(?=.*\b(?:met|achieved)\b)", MeetObjective),
    Word(r"objective(?=.*\bmissed\b)", MissObjective),
    Word(r"objective(?=.*\b(?:moved|postponed|delayed)\b)", MoveObjective),
    Word(r"milestone(?=.*\b(?:moved|delayed)\b)|(?:milestone )?(?:was )?(?:rescheduled|postponed|slipped)", RescheduleMilestone),
    Word(r"milestone planned|planned milestone", PlanMilestone),
    Word(r"milestone dropped|dropped milestone", DropMilestone),
    Word(r"(?:milestone )?(?:was )?reached", ReachMilestone),
    Word(r"objective met|achieved", MeetObjective),
    Word(r"missed(?=\s*:)", MissObjective),
    *(
        Word(rf"(?:showcase|trial|pilot)(?=.*\b{words}\b)", ConcludeShowcase, {"outcome": outcome})
        for outcome, words in (("scale", "(?:scaled?|scaling)"), ("extend", "extend(?:ed)?"), ("stop", "stop(?:ped)?"))
    ),
    Word(r"(?:showcase|trial|pilot) concluded|concluded", ConcludeShowcase),
    Word(r"(?:showcase|trial|pilot) (?:started|began)|started (?:the )?(?:showcase|trial|pilot)", StartShowcase),
    Word(r"showcase measured|measured", MeasureShowcase),
    Word(r"(?:plan|joint plan) reviewed|reviewed (?:the )?(?:joint )?plan|plan review", ReviewPlan),
    Word(r"(?:plan|joint plan) closed(?: early)?", ClosePlan),
    Word(r"(?:went|is|now|gone) live|live since|go-?live", TakeLinkLive),
    Word(r"(?:link )?(?:switched off|retired)", RetireLink),
    Word(r"counterpart confirmed|confirmed", ConfirmCounterpart),
    *(
        Word(rf"{words}", ReportEconomics, {"figure": name})
        for name, words in (
            ("net_profit", "net profit|profit"),
            ("revenue", "revenue|sales|turnover"),
            ("cost_to_serve", "cost to serve"),
            ("share_of_wallet", "share of wallet"),
        )
    ),
    *(
        Word(rf"(?:re)?classified (?:as )?{each}|now {each}", Reclassify, {"to": each})
        for each in ("strategic", "integrated", "emerging", "stable")
    ),
    Word(r"met(?: with)?", LogInteraction, {"kind": "meeting"}, with_people=True),
    Word(r"(?:called|phoned|rang|spoke (?:to|with)|call(?:ed)? with|phone call with)", LogInteraction, {"kind": "call"}, with_people=True),
    Word(r"visited", LogInteraction, {"kind": "visit"}, with_people=False),
    Word(r"meeting", LogInteraction, {"kind": "meeting"}),
    Word(r"(?:phone )?call", LogInteraction, {"kind": "call"}),
    Word(r"(?:site )?visit", LogInteraction, {"kind": "visit"}),
    Word(r"(?:business )?review", LogInteraction, {"kind": "review"}),
    Word(r"note", LogInteraction, {"kind": "note"}),
)  # fmt: skip
"""In the order that they are tried: a word that tells more stands ahead of one that it holds."""

_PART = re.compile(r"(?:^|[;|\t])\s*([^;|\t]*?)\s*(?=[;|\t]|$)")

PATTERNS = tuple((re.compile(rf"(?<![\w-])(?:{word.pattern})(?![\w-])", re.IGNORECASE), word) for word in WORDS)

BY_TITLE: Mapping[str, Mapping[str, type[Command]]] = {
    "milestones": {
        "met": ReachMilestone, "done": ReachMilestone, "reached": ReachMilestone, "moved": RescheduleMilestone,
        "rescheduled": RescheduleMilestone, "postponed": RescheduleMilestone, "delayed": RescheduleMilestone,
    },
    "objectives": {
        "met": MeetObjective, "done": MeetObjective, "reached": MeetObjective, "achieved": MeetObjective,
        "missed": MissObjective, "moved": MoveObjective, "postponed": MoveObjective, "delayed": MoveObjective,
    },
    "showcases": {"measured": MeasureShowcase, "concluded": ConcludeShowcase},
}  # fmt: skip
"""What a word tells of an open thing whose title stands in the line, by where such things are kept."""


def kind_in(text: str, state: Relationship | None) -> Kind | None:
    """What a line tells, by the word that stands first in it; None where no word of it says so.

    A word that is a part of its own, as between semicolons, goes first; words within the title of something do not count.
    """
    if state and (found := next(of_things(text, state), None)):
        return found
    text = without_titles(text, state) if state else text
    alone = [part.span(1) for part in _PART.finditer(text)]
    matches = [(match, word) for pattern, word in PATTERNS if (match := pattern.search(text))]
    matches += [
        (match, word) for pattern, word in PATTERNS for span in alone if (match := pattern.fullmatch(text, *span))
    ]
    if not matches:
        return None
    match, word = min(matches, key=lambda each: (each[0].span() not in alone, each[0].start()))
    return Kind(word.command, *match.span(), word.answers, with_people=word.with_people, takes_away=word.takes_away)


def without_titles(text: str, state: Relationship) -> str:
    """The text with the titles of what is on record blanked, so that places in it stay."""
    for things in (state.milestones, state.objectives, state.showcases, state.measures, state.links, state.plans):
        for each in things.values():
            text = called(each.title).sub(lambda found: " " * len(found[0]), text)
    return text


def of_things(text: str, state: Relationship) -> Iterator[Kind]:
    """What is said of an open thing right beside its title: a word tells one thing of a milestone, another of an objective."""
    for things, words in BY_TITLE.items():
        for each in getattr(state, things).values():
            if not each.open or not (title := called(each.title).search(text)):
                continue
            for word, command in words.items():
                behind = re.compile(rf"\W{{0,3}}(?:was |were |is |has been )?({word})(?!\w)", re.IGNORECASE)
                before = re.search(rf"(?<!\w)({word})\W{{1,3}}$", text[: title.start()], re.IGNORECASE)
                if match := behind.match(text, title.end()) or before:
                    yield Kind(command, *match.span(1))
    for measure in state.measures.values():
        title = called(measure.title).search(text)
        if title and re.search(r"\d", text[: title.start()] + text[title.end() :]):
            yield Kind(RecordMeasure, title.start(), title.start(), takes_away=False)


def called(title: str) -> re.Pattern[str]:
    """Where something on record is named in a text: its title as whole words, whatever the letter case and blanks."""
    pattern = r"\s+".join(map(re.escape, title.split())) or r"(?!)"
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
