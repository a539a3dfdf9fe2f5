"""Work behind the pages lets those that are drawn go first, and goes on when somebody waits for it."""

from threading import Event, Thread

import pytest

from ui import aside
from ui.aside import Pages


def begun(pages: Pages) -> tuple[Thread, Event]:
    """Work that asks whether it may go on, and what tells that it did."""
    went_on = Event()

    def work() -> None:
        pages.turns()()
        went_on.set()

    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread, went_on


def test_work_waits_while_a_page_is_drawn_and_goes_on_after_it() -> None:
    pages = Pages()
    with pages.drawing():
        thread, went_on = begun(pages)
        assert not went_on.wait(0.2)
    thread.join(10)
    assert went_on.is_set()


def test_work_goes_on_where_a_page_waits_for_it() -> None:
    pages = Pages()
    with pages.drawing(), pages.waiting():
        _, went_on = begun(pages)
        assert went_on.wait(10)


def test_work_that_a_page_waits_for_is_not_held_up_by_one_that_was_drawn_a_moment_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(aside, "LULL", 60)
    monkeypatch.setattr(aside, "AT_MOST", 60)
    pages = Pages()
    with pages.drawing():
        pass
    with pages.drawing(), pages.waiting():
        assert begun(pages)[1].wait(10)


def test_work_goes_on_at_once_where_no_page_is_drawn() -> None:
    assert begun(Pages())[1].wait(10)
