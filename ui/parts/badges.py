"""A class as a coloured word, the same on every page."""

from typing import Literal

from ui.format import plain

Colour = Literal["violet", "blue", "green", "gray"]
CLASS_COLOURS: dict[str, Colour] = {"strategic": "violet", "integrated": "blue", "emerging": "green", "stable": "gray"}


def class_badge(account_class: str) -> str:
    """The class as Markdown; an account without one is said to be unclassified."""
    if not account_class:
        return ":gray-badge[Unclassified]"
    return f":{CLASS_COLOURS.get(account_class, 'gray')}-badge[{account_class.capitalize()}]"


def badge(words: str, colour: Colour = "blue") -> str:
    """Other words as a badge."""
    return f":{colour}-badge[{plain(words)}]"
