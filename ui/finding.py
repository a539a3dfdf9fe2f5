"""Finding what a person means: a relationship, or something on record in one, by its name or its id."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from domain.history.refusal import NoSuchRecord
from domain.relationship.state import Relationship

if TYPE_CHECKING:
    from ui.bootstrap import Tieline

LISTED = 8
"""So many candidates are named; more would not be read."""


class Called(Protocol):
    """Something on record that people know by a title."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Called)


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A relationship as people know it."""

    id: str
    name: str
    kind: str

    @property
    def title(self) -> str:
        """The name, for finding it like anything else."""
        return self.name


def relationships(tieline: "Tieline", known_at: int | None = None) -> list[Named]:
    """Every relationship on record, now or by an instant, in the order of their names."""
    from projections.portfolio import names  # noqa: PLC0415  # here, because the command line's help needs no pandas

    tieline.engine.catch_up()
    found = names(tieline.database) if known_at is None else names(tieline.database, known_at)
    return [
        Named(id=stream, name=name, kind=kind)
        for stream, name, kind in zip(found["relationship"], found["name"], found["kind"], strict=True)
    ]


def relationship_called(tieline: "Tieline", text: str, known_at: int | None = None) -> Named:
    """The relationship of this id, name or unique beginning of a name; letter case does not matter.

    One that no longer goes by that name, or was retracted since, is found by what it was called at an instant.

    Raises NoSuchRecord, naming the candidates.
    """
    known = relationships(tieline)
    then = [] if known_at is None else relationships(tieline, known_at)
    matching = matches(known, text) or matches(then, text) or by_id(tieline, text.strip())
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise NoSuchRecord(
            f"“{text}” could be {either(named_apart(matching))}: write more of the name, or the id.", field="account"
        )
    if not known:
        raise NoSuchRecord(
            f"There is no relationship “{text}” on record, nor any other: open it first (tieline open), "
            "or import a case file.",
            field="account",
        )
    raise NoSuchRecord(
        f"There is no relationship “{text}” on record: name one of {listed(each.name for each in known)}, "
        "or open it first (tieline open).",
        field="account",
    )


def by_id(tieline: "Tieline", stream: str) -> list[Named]:
    """The relationship of this id, straight from the ledger: it is found even where the views are stopped."""
    try:
        state = tieline.tracker.load(stream)
    except NoSuchRecord:
        return []
    if not isinstance(state, Relationship):  # the company and the policy have ids, too
        return []
    return [Named(id=stream, name=state.name, kind=state.kind)]


def thing_called(
    things: Mapping[str, T], text: str, *, field: str, what: str, still_open: Callable[[T], bool] = lambda _: True
) -> T:
    """The one of these things of this id, title or unique beginning of a title.

    Where several match, the only one that is still open is meant. Raises NoSuchRecord, naming the candidates.
    """
    matching = matches(things.values(), text)
    if len(matching) > 1:
        matching = [each for each in matching if still_open(each)] or matching
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise NoSuchRecord(
            f"“{text}” could be {either(named_apart(matching))}: write more of the name, or the id.", field=field
        )
    accepted = f"name one of {listed(each.title for each in things.values())}" if things else f"record a {what} first"
    raise NoSuchRecord(f"There is no {what} “{text}” on record: {accepted}.", field=field)


def matches(things: Iterable[T], text: str, *, whole: bool = False) -> list[T]:
    """Those of this id, else of this very name, else, unless the ``whole`` name is wanted, whose name begins so."""
    candidates = list(things)
    sought = folded(text)
    for fits in (
        [each for each in candidates if each.id == text.strip()],
        [each for each in candidates if folded(each.title) == sought],
        [each for each in candidates if sought and not whole and folded(each.title).startswith(sought)],
    ):
        if fits:
            return fits
    return []


def folded(text: str) -> str:
    """A name as it is compared: without regard to letter case and blanks around words."""
    return " ".join(text.split()).casefold()


def named_apart(things: Iterable[T]) -> list[str]:
    """The name of each, with the id where another has the same name."""
    candidates = list(things)
    names = [folded(each.title) for each in candidates]
    return [
        f"“{each.title}” ({each.id})" if names.count(name) > 1 else f"“{each.title}”"
        for each, name in zip(candidates, names, strict=True)
    ]


def either(names: list[str]) -> str:
    """The names for a sentence: "A, B or C"."""
    shown = names[:LISTED]
    if len(names) > LISTED:
        return f"{', '.join(shown)} or one of {len(names) - LISTED} more"
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


def listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    every = [f"“{name}”" for name in dict.fromkeys(names)]
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return ", ".join(every[:LISTED]) + more
