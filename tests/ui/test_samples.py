"""The invented portfolio is what its script makes, every line of it is accepted, and every question has an answer in it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.access import local_actor
from domain.models import REGISTRY
from projections.projection import FOREVER
from samples.invented.__main__ import lines
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.questions.catalogue import ALL
from ui.questions.question import Asked, Question
from ui.record_file import record_file
from ui.settings import Settings

PORTFOLIO = SAMPLE.parent / "portfolio.jsonl"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tieline]:
    """The whole portfolio, recorded."""
    folder = tmp_path_factory.mktemp("portfolio")
    tieline = Tieline(Settings(data_dir=folder, database_url="", keys_database_url=""), clock=Clock())
    result = record_file(tieline, PORTFOLIO, by=local_actor("kim"))
    assert not result.refused
    assert result.recorded == result.lines
    yield tieline
    tieline.close()


def kinds(tieline: Tieline) -> Counter[str]:
    found = tieline.database.look("SELECT type, COUNT(*) FROM events GROUP BY type")
    return Counter(dict(found))


def test_the_file_is_what_its_script_makes() -> None:
    assert PORTFOLIO.read_text(encoding="utf-8") == "".join(lines())


def test_every_kind_of_event_has_something_to_show(loaded: Tieline) -> None:
    elsewhere = {"fact-observed", "policy-changed"}  # which the demo has from the published history and a command
    elsewhere |= {"person-forgotten"}  # which has a command of its own, “tieline forget”, and cannot be undone
    assert set(REGISTRY.by_name) - set(kinds(loaded)) == elsewhere


@pytest.mark.parametrize("question", ALL, ids=lambda each: each.key)
def test_every_answer_to_every_question_has_rows(loaded: Tieline, question: Question) -> None:
    asked = Asked(tieline=loaded, as_of=date(2026, 11, 22), since=date(2022, 11, 22), known_at=FOREVER)
    for answer in question.answers(asked):
        assert len(answer.table), answer.title


def test_it_says_that_it_is_invented() -> None:
    assert "invented" in (SAMPLE.parent / "README.md").read_text(encoding="utf-8")
    assert Path(PORTFOLIO).exists()
