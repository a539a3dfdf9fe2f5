"""One look for several questions: what more than one of them needs is looked up once, while the look lasts.

Each question asks for itself, because each may be asked alone. Asked together they would look the same things up again
and again; within ``one_look()`` they share what they found. The look is meant to be short: what is appended meanwhile is
in some of the answers and not in others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")

_FOUND: ContextVar["Memory | None"] = ContextVar("found in this look", default=None)


Memory = dict[object, Any]
"""What was found in a look."""


@contextmanager
def one_look(memory: Memory | None = None) -> Iterator[None]:
    """What is marked ``@once`` is looked up once for the same arguments; a look within a look is the same look.

    With a ``memory`` of one's own the look may be interrupted, and gone on with.
    """
    if _FOUND.get() is not None:
        yield
        return
    token = _FOUND.set({} if memory is None else memory)
    try:
        yield
    finally:
        _FOUND.reset(token)


def once(question: Callable[P, R]) -> Callable[P, R]:
    """Mark a lookup that several questions make. Outside of a look it is made anew each time.

    Its answer is not to be changed; of a table everybody gets a shallow copy, so that a new column is nobody else's.
    """
    asked = signature(question)

    @wraps(question)
    def looked_up(*args: P.args, **kwargs: P.kwargs) -> R:
        found = _FOUND.get()
        if found is None:
            return question(*args, **kwargs)
        bound = asked.bind(*args, **kwargs)
        bound.apply_defaults()
        key = (question, *map(_named, bound.arguments.values()))
        if key not in found:
            found[key] = question(*args, **kwargs), bound  # the arguments are kept, so that no id is given to another
        answer = found[key][0]
        return cast("R", answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer)

    return looked_up


def _named(argument: object) -> object:
    """An argument as part of a key: by its value, or as this very object where it has none that can be compared."""
    try:
        hash(argument)
    except TypeError:
        return type(argument), id(argument)
    return argument
