"""Writes the sample portfolio; the same seed gives the same file: python -m samples.invented > samples/portfolio.jsonl"""

import json
import sys
from collections.abc import Iterator
from random import Random

from samples.invented.career import account
from samples.invented.company import company, others
from samples.invented.names import CAREERS
from samples.invented.showcases import adoptions
from samples.invented.slips import with_slips

SEED = 1990


def lines() -> Iterator[str]:
    """The whole portfolio in the order that things happened, one command a line."""
    stories = {name: account(name, Random(f"{SEED} {name}")) for name in CAREERS}
    adoptions(stories)
    every = [company(Random(SEED)), *stories.values(), *others(Random(SEED + 1))]
    told = [line for story in every for line in story.lines]
    told.sort(key=lambda line: (line["_at"], line["account"] != "company", line["account"], line["_number"]))
    for line in with_slips(told):
        written = {key: value for key, value in line.items() if not key.startswith("_")}
        yield json.dumps(written, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.writelines(lines())
