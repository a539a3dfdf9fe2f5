"""Every question is answered on its page and on the command line, on an empty portfolio and on the published history."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.history.when import duration
from tests.conftest import SAMPLE
from tests.ui.command_line import CommandLine
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.parts.answers import counts
from ui.portfolio import waiting
from ui.questions.catalogue import ALL
from ui.questions.question import Answer, Asked, Question
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
questions = pytest.mark.parametrize("question", ALL, ids=lambda each: each.key)


def answers(tieline: Tieline, question: Question, as_of: date = date(2014, 12, 31)) -> list[Answer]:
    return question.answers(Asked(tieline=tieline, as_of=as_of, since=date(1985, 1, 1)))


@questions
def test_on_an_empty_portfolio_every_answer_says_so_in_a_sentence(sqlite_tieline: Tieline, question: Question) -> None:
    for answer in answers(sqlite_tieline, question):
        assert answer.says.endswith((".", "?"))
        assert "\n" not in answer.says


@questions
def test_rows_and_numbers_that_lead_somewhere_say_where_for_each(
    sqlite_tieline: Tieline, kim: Actor, question: Question
) -> None:
    import_case(sqlite_tieline, SAMPLE, by=kim)
    for answer in answers(sqlite_tieline, question):
        assert len(answer.accounts) in {0, len(answer.table)}
        assert len(answer.events) in {0, len(answer.table)}
        for column, counted in answer.behind.items():
            assert column in answer.table.columns
            assert answer.key, answer.title
            for place, number in enumerate(answer.table[column]):
                behind = counted(place) if callable(counted) else counted[place]
                if column in answer.sums:
                    assert bool(behind) == counts(number), (answer.title, column, place)
                else:
                    assert len(behind) == int(number), (answer.title, column, place)
        for figure in answer.figures:
            assert answer.key, answer.title
            assert len(answer.chosen(figure.rows).table) == len(figure.rows)
            assert figure.number == len(figure.rows or figure.behind) > 0
            assert max(figure.rows, default=0) < len(answer.table)
            assert not (figure.rows and figure.behind)
        named = answer.row_names if answer.behind else []
        assert len(named) == len(set(named)) == len(answer.table) * bool(answer.behind), answer.title
        assert not answer.table.isna().to_numpy().any(), answer.title
        assert all(isinstance(name, str) and name for name in answer.table.columns)


@questions
def test_nothing_is_answered_from_what_was_not_known_yet(
    sqlite_tieline: Tieline, kim: Actor, question: Question
) -> None:
    empty = answers(sqlite_tieline, question)
    import_case(sqlite_tieline, SAMPLE, by=kim)
    before = question.answers(
        Asked(tieline=sqlite_tieline, as_of=date(2014, 12, 31), since=date(1985, 1, 1), known_at=0)
    )
    assert [each.table.to_csv() for each in before] == [each.table.to_csv() for each in empty]


@questions
def test_the_page_shows_every_answer_as_of_a_day(
    app_tieline: Tieline, kim: Actor, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_case(app_tieline, SAMPLE, by=kim)
    monkeypatch.setattr(waiting, "PATIENCE", 60)
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["section"] = question.title
    app.query_params["as_of"] = "2014-12-31"
    app.run()
    assert not app.exception
    shown = [each.value for each in app.header]
    assert len(shown) == len(answers(app_tieline, question))


@questions
def test_the_command_line_answers_with_the_same_rows(settings: Settings, question: Question) -> None:
    line = CommandLine(settings)
    line.does("import", str(SAMPLE))
    said = line.json("ask", question.key, "--as-of", "2014-12-31", "--since", "1985-01-01")
    assert said["question"] == question.key
    assert line.does("ask", question.key, "--as-of", "2014-12-31").startswith(question.asks)


def test_the_questions_are_listed(sqlite_settings: Settings) -> None:
    said = CommandLine(sqlite_settings).does("ask")
    assert all(question.key in said for question in ALL)


def test_a_question_that_is_not_known_is_refused_with_those_that_are(sqlite_settings: Settings) -> None:
    result = CommandLine(sqlite_settings).run("ask", "weather")
    assert result.exit_code == 2
    assert f"ask one of {ALL[0].key}" in result.stderr


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "–"), (1, "1 day"), (12, "12 days"), (31, "1 month"), (365, "1 year"), (1157, "3 years 2 months")],
)
def test_a_length_of_time_is_said_as_people_say_it(days: int, said: str) -> None:
    assert duration(days) == said
