"""Answers that are made in the background: kept by position, the last one shown meanwhile, none of what was forgotten."""

from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest

from ui.queries.answers import MOST, Answers, Key

WAIT = 30


def key(position: int, what: str = "fit", *, destroyed: int = 0) -> Key:
    return Key(("settings", (position, destroyed)), what)


def asked(answers: Answers, at: Key, answer: object) -> Any:
    return answers.ask(at, lambda: answer).result(WAIT)


def test_an_answer_is_made_once_for_a_position() -> None:
    answers = Answers()
    assert asked(answers, key(1), "first") == "first"
    assert asked(answers, key(1), "second") == "first"
    assert asked(answers, key(2), "third") == "third"
    assert asked(answers, key(1, "plans"), "other") == "other"


def test_the_last_answer_to_the_same_question_is_there_while_a_newer_one_is_made() -> None:
    answers, go_on = Answers(), Event()
    asked(answers, key(1), "before")
    asked(answers, key(1, "plans"), "other")
    newer: Future[Any] = answers.ask(key(2), lambda: (go_on.wait(WAIT), "now")[1])
    assert answers.before(key(2)) == (1, "before")
    go_on.set()
    assert newer.result(WAIT) == "now"
    assert answers.before(key(3)) == (2, "now")
    assert answers.before(key(3, "economics")) is None


def test_what_was_not_begun_is_dropped_for_what_is_newer() -> None:
    answers, go_on = Answers(), Event()
    running = answers.ask(key(1), lambda: go_on.wait(WAIT))
    waiting = answers.ask(key(2), lambda: "never made")
    newest = answers.ask(key(3), lambda: "newest")
    assert waiting.cancelled()
    assert not running.cancelled()
    go_on.set()
    assert newest.result(WAIT) == "newest"
    assert asked(answers, key(2), "asked for again") == "asked for again"


def test_nothing_of_before_something_was_forgotten_is_kept() -> None:
    answers = Answers()
    asked(answers, key(1), "Kim said so")
    asked(answers, key(1, destroyed=1), "somebody said so")
    assert answers.before(key(2)) is None
    assert answers.before(key(2, destroyed=1)) == (1, "somebody said so")


def test_of_several_earlier_answers_the_newest_is_shown_whichever_was_asked_for_last() -> None:
    answers = Answers()
    asked(answers, key(1), "first")
    asked(answers, key(2), "second")
    asked(answers, key(1), "first")
    assert answers.before(key(5)) == (2, "second")
    assert answers.before(key(2)) == (1, "first")
    assert answers.before(key(1)) is None


def test_many_records_one_after_the_other_push_out_no_answer_to_another_question() -> None:
    answers = Answers()
    asked(answers, key(1, "plans"), "other")
    for position in range(1, MOST * 2):
        asked(answers, key(position), position)
    assert answers.before(key(MOST * 2, "plans")) == (1, "other")
    assert answers.before(key(MOST * 2)) == (MOST * 2 - 1, MOST * 2 - 1)


def test_an_answer_of_another_tieline_is_never_shown() -> None:
    answers = Answers()
    asked(answers, key(1), "theirs")
    assert answers.before(Key(("another", (2, 0)), "fit")) is None


def test_what_failed_is_made_again_and_never_shown() -> None:
    answers = Answers()

    def failing() -> str:
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="gone"):
        answers.ask(key(1), failing).result(WAIT)
    assert answers.before(key(2)) is None
    assert asked(answers, key(1), "there again") == "there again"


def test_only_the_latest_are_kept() -> None:
    answers = Answers()
    for number in range(MOST + 1):
        asked(answers, key(1, str(number)), number)
    assert asked(answers, key(1, "0"), "made anew") == "made anew"
    assert asked(answers, key(1, str(MOST)), "made anew") == MOST
