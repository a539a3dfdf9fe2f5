"""One plain sentence for every event: what a timeline, a replay and a refusal say of it."""

from collections.abc import Iterable

from domain.history.event import Event, Titles


def sentence(event: Event, titles: Titles, words: dict[str, str]) -> str:
    """What happened and why, in one sentence; ``words`` are the event's words, opened or said to be forgotten."""
    said = event.told(titles, words)
    reason = words.get("reason", "")
    if not reason:
        return said if said.endswith((".", "!", "?")) else f"{said}."
    return f"{said.rstrip('.')}{event.joins_reason}{reason if reason.endswith(('.', '!', '?')) else reason + '.'}"


def title_of(event: Event) -> tuple[str, str] | None:
    """The id and title of what this event began, if it began something that later events refer to."""
    return (event.subject, str(event.title)) if event.begins else None  # type: ignore[attr-defined]  # what begins something has a title


def titles_begun(events: Iterable[Event]) -> dict[str, str]:
    """The title of everything that these events began, by id."""
    return dict(found for event in events if (found := title_of(event)))
