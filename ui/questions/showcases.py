"""Showcases on the page: the pipeline, spending against limits, what is ready to scale and to whom, and the spread."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import islice
from typing import Any

import pandas as pd

from domain.codec import FORGOTTEN
from projections.projection import day_of
from projections.records import records
from projections.showcases import STATUSES, fitting_accounts, scalable, spread, trials
from projections.showcases.spreading import having, those_that_had
from projections.titles import short
from ui.format import day
from ui.questions.question import (
    Answer,
    Asked,
    Behind,
    Figure,
    Question,
    accounts_only,
    counted,
    figures,
    when,
)
from ui.questions.showcases_drawn import edges

DRAWN = 30
"""The latest adoptions are drawn; the table has them all."""


def answers(asked: Asked) -> list[Answer]:
    """The pipeline, the spending, what is ready to scale, the spread."""
    found = titled(asked, trials(asked.database, asked.as_of, asked.known_at))
    return [pipeline(found), spending(asked, found), to_scale(asked), spreading(asked)]


def titled(asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    """The showcases that a source tells of, called by how its words begin."""
    seqs = sorted({int(each) for each in found.loc[found["root_observed"].astype(bool), "root_seq"]})
    tracker = asked.tieline.tracker
    words = {each.seq: short(each.reason) for each in records(tracker.recorder, tracker.codec, seqs, {})}
    told = {seq: said for seq, said in words.items() if said and said != FORGOTTEN}
    pairs = zip(found["root_seq"], found["title"], strict=True)
    return found.assign(title=[told.get(int(seq), title) for seq, title in pairs])


def pipeline(found: pd.DataFrame) -> Answer:
    """Every showcase by how far it is, what was fixed before it started, and its latest result."""
    counts = found["status"].value_counts()
    said = ", ".join(f"{counts[each]} {each}" for each in STATUSES if each in counts)
    free = (found["status"] == "running") & ~found["limited"].astype(bool) & ~found["observed"].astype(bool)
    unlimited = [place for place, each in enumerate(free) if each]
    gap = f" {counted(len(unlimited), 'running one')} started without limits." if unlimited else ""
    stage = found["status"].str.capitalize() + found["outcome"].map(lambda each: f": {each}" if each else "")
    table = pd.DataFrame(
        {
            "Account": found["name"],
            "Showcase": found["title"],
            "Stage": stage,
            "Since": spans(found, "since", "since_last"),
            "Fixed before it started": [fixed(each) for each in found.itertuples(index=False)],
            "Latest result": found["result"].replace("", "–"),
        }
    )
    return Answer(
        title="The pipeline",
        key="pipeline",
        figures=[
            *figures(found["status"], STATUSES),
            *([Figure(name="running without limits", rows=unlimited)] if unlimited else []),
        ],
        says=f"{said.capitalize()}.{gap}"
        if len(found)
        else "No showcase is on record by this day: record one as proposed or started.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
    )


def fixed(trial: Any) -> str:
    """What was fixed before a showcase started, as a person reads it."""
    if trial.status == "proposed" or trial.origin or not trial.started:
        return "–"
    if trial.observed:
        return "not told"
    limits = [] if trial.budget is None else [f"{trial.budget:,f} {trial.currency}"]
    limits += [counted(trial.sites, "site")] if trial.sites else []
    limits += [f"until {day(day_of(trial.ends))}"] if trial.ends else []
    said = ", ".join(limits) or "without limits"
    return said if trial.success else f"{said}, without success measures"


def spending(asked: Asked, found: pd.DataFrame) -> Answer:
    """What was spent, and how long it has run, against what was fixed; those beyond a limit first."""
    those = found[(found["started"] > 0) & (found["limited"].astype(bool) | (found["spent"] > 0))]
    today = asked.as_of.toordinal()
    beyond = [standing(each, today) for each in those.itertuples(index=False)]
    table = pd.DataFrame(
        {
            "Account": those["name"],
            "Showcase": those["title"],
            "Currency": [each or "–" for each in those["currency"]],
            "Spent": [f"{each:,f}" for each in those["spent"]],
            "Budget": ["none" if each is None else f"{each:,f}" for each in those["budget"]],
            "Used": [used(*each) for each in zip(those["spent"], those["budget"], strict=True)],
            "Last day": [day(day_of(int(each))) if each else "none" for each in those["ends"]],
            "Standing": beyond,
        }
    )
    order = sorted(range(len(those)), key=lambda place: not beyond[place].startswith(("over", "past")))
    over = sum(each.startswith(("over", "past")) for each in beyond)
    return Answer(
        title="Spending against limits",
        key="spending",
        says=f"{over} of {counted(len(those), 'showcase')} with limits or spending went beyond a limit."
        if len(those)
        else "Nothing was limited or spent by this day: fix a budget and a last day before a showcase starts.",
        figures=[Figure(name="beyond a limit", rows=range(over))] if over else [],
        table=table.iloc[order],
        accounts=[str(each) for each in those["relationship"].iloc[order]],
        events=[int(each) for each in those["seq"].iloc[order]],
    )


def standing(trial: Any, today: int) -> str:
    """Within or beyond its limits."""
    said = []
    if trial.budget is not None and trial.spent > trial.budget:
        said.append(f"over its budget by {trial.spent - trial.budget:,f} {trial.currency}")
    if trial.ends and (trial.since if trial.status == "concluded" else today) > trial.ends:
        said.append("past its last day")
    return " and ".join(said) or ("within its limits" if trial.limited else "spent without limits")


def used(spent: Decimal, budget: Decimal | None) -> str:
    """The share of the budget."""
    return "–" if budget is None else f"{spent / budget:.0%}"


def to_scale(asked: Asked) -> Answer:
    """What is ready to scale, and to whom."""
    found = titled(asked, scalable(asked.database, asked.as_of, asked.known_at))
    fitting = fitting_accounts(asked.database, asked.as_of, asked.known_at)
    tried = trials(asked.database, asked.as_of, asked.known_at)
    had = having(tried[tried["started"] > 0])
    roots = list(zip(found["root"], found["root_showcase"], found["called"], strict=True))
    lineages = [tried[tried["outcome"] == "stop"], tried[tried["origin"] != ""]]
    stopped, adopted = (
        {root: [*those] for root, those in each.groupby(["root", "root_showcase"])["relationship"].unique().items()}
        for each in lineages
    )

    said = [
        (
            str(each.candidate),
            f"{each.candidate_name} ({each.account_class}{', at risk' if each.at_risk_since else ''})",
        )
        for each in fitting.itertuples(index=False)
    ]
    among = {account for account, _ in said}

    def fits(row: int) -> Behind:
        without = those_that_had(had, *roots[row])
        return accounts_only(each for each in fitting["candidate"] if each not in without)

    table = pd.DataFrame(
        {
            "Showcase": found["title"],
            "Tried at": found["name"],
            "To be scaled since": spans(found, "since", "since_last"),
            "Fits": found["fits"],
            "To whom": [to_whom(said, among, those_that_had(had, *each)) for each in roots],
            "Adopted by": found["adopted"],
            "Stopped at": found["stopped"],
        }
    )
    return Answer(
        title="Ready to scale, and to whom",
        says=f"{counted(len(found), 'showcase')} to be scaled, to {counted(len(fitting), 'account')} of the classes that an "
        "experiment is scaled to, unless they have run or adopted it: strategic ones, willing and able to join in, and "
        "integrated ones, large enough for coordinated systems to nudge them on."
        if len(found)
        else "No showcase was concluded to be scaled by this day: it shows here with the accounts that it would fit.",
        table=table,
        accounts=[str(each) for each in found["relationship"]],
        events=[int(seq) for seq in found["seq"]],
        key="to-scale",
        figures=[
            Figure(name="accounts of the classes that one is scaled to", behind=accounts_only(fitting["candidate"]))
        ]
        if len(found) and len(fitting)
        else [],
        rows=[f"{title}, {name}" for title, name in zip(found["title"], found["name"], strict=True)],
        behind={
            "Fits": fits,
            "Adopted by": [accounts_only(adopted.get(each[:2], [])) for each in roots],
            "Stopped at": [accounts_only(stopped.get(each[:2], [])) for each in roots],
        },
    )


NAMED = 3
"""So many of the accounts that a showcase fits are named; the number of them leads to all."""


def to_whom(fitting: Sequence[tuple[str, str]], among: AbstractSet[str], without: AbstractSet[str]) -> str:
    """The first accounts that have not tried it, and how many more."""
    first = [*islice((said for account, said in fitting if account not in without), NAMED)]
    more = len(among) - len(among & without) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "") or "nobody left"


def spreading(asked: Asked) -> Answer:
    """From account to account through time."""
    found = titled(asked, spread(asked.database, asked.as_of, asked.known_at))
    adopters = list(dict.fromkeys(found["relationship"]))
    table = pd.DataFrame(
        {
            "Adopted by": found["name"],
            "Its class then": found["account_class"].replace("", "not classified"),
            "Showcase": found["title"],
            "From": found["source_name"],
            "Class of that one then": found["source_class"].replace("", "not classified"),
            "When": spans(found, "adopted", "adopted_last"),
            "Outcome": found["outcome"].replace("", "–"),
        }
    )
    return Answer(
        title="How they spread",
        key="spread",
        figures=[
            *figures(found["outcome"].replace("", "going on"), sorted(set(found["outcome"].replace("", "going on")))),
            *([Figure(name="accounts that adopted one", behind=accounts_only(adopters))] if adopters else []),
        ],
        says=f"{counted(len(found), 'adoption')} by {counted(found['relationship'].nunique(), 'account')}, of "
        f"{counted(len(found.drop_duplicates(['root', 'root_showcase'])), 'showcase')}."
        if len(found)
        else "No account adopted the showcase of another by this day: record one as adopted, and from where.",
        table=table,
        accounts=list(found["relationship"]),
        events=[int(each) for each in found["seq"]],
        drawing=edges(found.tail(DRAWN), asked) if len(found) else None,
    )


def spans(found: pd.DataFrame, first: str, last: str) -> Iterable[str]:
    """The days in words, of two columns."""
    return [when(*each) for each in zip(found[first], found[last], strict=True)]


QUESTION = Question(
    key="showcases",
    title="Showcases",
    asks="Which experiments are under way, which is ready to scale and to whom, and how did each spread?",
    answers=answers,
)
