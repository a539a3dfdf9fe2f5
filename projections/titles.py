"""What is an imported thing about? Its title in a picture is how the source's words begin, opened when they are looked at.

In the ledger and in the views it is called by its row in the case file, because the words may name people and must be
forgettable.
"""

import pandas as pd

from domain.codec import FORGOTTEN, EventCodec
from domain.ledger.database import in_chunks
from domain.ledger.recorder import LedgerRecorder
from domain.models import REGISTRY

BEGINNINGS = frozenset(name for name, kind in REGISTRY.by_name.items() if kind.event.begins)
"""The kinds of event that something begins with."""

LONGEST = 48


def with_titles(recorder: LedgerRecorder, codec: EventCodec, frame: pd.DataFrame) -> pd.DataFrame:
    """A timeline (``projections.timeline.timeline``) in which imported things are called by the words of their fact."""
    begun = frame[(frame["observed"] == 1) & frame["kind"].isin(BEGINNINGS)]
    if begun.empty:
        return frame
    titles: dict[str, str] = {}
    subjects = dict(zip(begun["seq"], begun["subject"], strict=True))
    for seqs in in_chunks((int(seq) for seq in subjects), 500):
        found = recorder.select_by_seq(seqs)
        words = codec.words(codec.recorded(record).event for record in found)
        titles.update(
            (subjects[record.seq], short(said["reason"]))
            for record, said in zip(found, words, strict=True)
            if said["reason"] not in ("", FORGOTTEN)
        )
    titled = frame["subject"].isin(titles)
    headlines = [
        headline.replace(f"“{title}”", f"“{titles[subject]}”")
        for headline, title, subject in frame.loc[titled, ["headline", "title", "subject"]].itertuples(index=False)
    ]
    called = frame.loc[titled, "subject"].map(titles)
    frame = frame.assign(title=frame["title"].mask(titled, called))
    frame.loc[titled, "headline"] = headlines
    return frame


def short(fact: str, most: int = LONGEST) -> str:
    """The beginning of a fact, cut at a word."""
    if len(fact) <= most:
        return fact.rstrip(".")
    return fact[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
