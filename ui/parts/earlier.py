"""What is shown of earlier than the last record, so that a file that is taken of it says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UP_TO: ContextVar[int] = ContextVar("the record up to which what is shown rests on all", default=0)


@contextmanager
def shown_as_of(position: int) -> Iterator[None]:
    """What is shown within rests on all records up to this one; newer ones may be missing."""
    token = _UP_TO.set(position)
    try:
        yield
    finally:
        _UP_TO.reset(token)


def up_to_record() -> int:
    """The record up to which what is being shown rests on all of them; 0 where nothing is missing."""
    return _UP_TO.get()
