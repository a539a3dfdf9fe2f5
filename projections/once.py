"""One look for several questions: what more than one of them needs is looked up once, while the look lasts.

Each question asks for itself, because each may be asked alone. Asked together they would look the same things up again
and again; within ``one_look()`` they share what they found. The look is meant to be short: what is appended meanwhile is
in some of the answers and not in others.

A look may go on from an earlier one: what rests on each relationship by itself is then looked up again only of those about
which something was recorded since (``projections.going_on``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import BoundArguments, signature
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

from projections.going_on import Earlier, mended, rests_by_itself

P = ParamSpec("P")
R = TypeVar("R")

_FOUND: ContextVar["Memory | None"] = ContextVar("found in this look", default=None)
_PAUSE: ContextVar[Callable[[], None]] = ContextVar("between lookups", default=lambda: None)


class Memory(dict[object, Any]):
    """What was found in a look, each with the arguments that it was looked up by."""

    def __init__(self, earlier: Earlier | None = None) -> None:
        super().__init__()
        self.earlier = earlier
        """What the look goes on from."""


@contextmanager
def one_look(memory: Memory | None = None) -> Iterator[None]:
    """What is marked ``@once`` is looked up once for the same arguments; a look within a look is the same look.

    With a ``memory`` of one's own the look may be interrupted, and gone on with.
    """
    if _FOUND.get() is not None:
        yield
        return
    token = _FOUND.set(Memory() if memory is None else memory)
    try:
        yield
    finally:
        _FOUND.reset(token)


@contextmanager
def between_lookups(pause: Callable[[], None]) -> Iterator[None]:
    """Within it, ``pause`` is called before each lookup marked ``@once``, so that long work can let others go first."""
    token = _PAUSE.set(pause)
    try:
        yield
    finally:
        _PAUSE.reset(token)


def once(question: Callable[P, R]) -> Callable[P, R]:
    """Mark a lookup that several questions make. Outside of a look it is made anew each time.

    Its answer is not to be changed; of a table everybody gets a shallow copy, so that a new column is nobody else's.
    """
    asked = signature(question)

    def gone_on(found: Memory, key: object, bound: BoundArguments) -> R | None:
        """The answer of the earlier look, brought up to date; None where there is none to go on from."""
        if found.earlier is None or not rests_by_itself(question) or bound.arguments["relationship"] is not None:
            return None
        before = found.earlier.of(key)
        if before is None:
            return None
        answer, changed = before
        own = [looked_up(**{**bound.arguments, "relationship": each}) for each in changed]  # type: ignore[call-arg]  # its own
        return cast("R", mended(answer, own, changed))

    @wraps(question)
    def looked_up(*args: P.args, **kwargs: P.kwargs) -> R:
        _PAUSE.get()()
        found = _FOUND.get()
        if found is None:
            return question(*args, **kwargs)
        bound = asked.bind(*args, **kwargs)
        bound.apply_defaults()
        key = (question, *map(_named, bound.arguments.values()))
        if key not in found:
            again = gone_on(found, key, bound)
            answer = question(*args, **kwargs) if again is None else again
            found[key] = answer, bound  # the arguments are kept, so that no id is given to another
        answer = found[key][0]
        return cast("R", answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer)

    return looked_up


def _named(argument: object) -> object:
    """An argument as part of a key: by its value, or as this very object, or its method, where it has none that can be compared."""
    try:
        hash(argument)
    except TypeError:
        return getattr(argument, "__func__", type(argument)), id(getattr(argument, "__self__", argument))
    return argument
