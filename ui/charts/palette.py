"""The colours and shapes of the charts, one set for light pages and one for dark ones.

Colour is never the only cue: a kind of mark has a shape of its own, a class and a bar carry their words.
"""

from typing import Literal, NamedTuple

Theme = Literal["light", "dark"]

PAGE: dict[Theme, str] = {"light": "#ffffff", "dark": "#161513"}
"""The page behind a chart, the same as in .streamlit/config.toml."""

INK: dict[Theme, str] = {"light": "#1c1b1a", "dark": "#f2f0ed"}
QUIET: dict[Theme, str] = {"light": "#57534e", "dark": "#b3ada6"}
LINE: dict[Theme, str] = {"light": "#e7e5e4", "dark": "#33302d"}
LINK: dict[Theme, str] = {"light": "#1f5a96", "dark": "#8fc1f2"}
"""Words that lead somewhere or are chosen, the same as in .streamlit/config.toml."""
RULE: dict[Theme, str] = {"light": "#b3472f", "dark": "#f0a08c"}
"""The line at today."""


class Tone(NamedTuple):
    """A fill and the colour of words on it."""

    fill: str
    ink: str


TONES: dict[Theme, dict[str, Tone]] = {
    "light": {
        "strategic": Tone("#5a3d8c", "#ffffff"),
        "integrated": Tone("#2f6ea5", "#ffffff"),
        "emerging": Tone("#1b7a63", "#ffffff"),
        "stable": Tone("#66727f", "#ffffff"),
        "unclassified": Tone("#e2e5e9", "#1c1b1a"),
        "plans": Tone("#2f6ea5", "#ffffff"),
        "showcases": Tone("#9a5b13", "#ffffff"),
        "systems": Tone("#256d78", "#ffffff"),
        "people": Tone("#7d4a6b", "#ffffff"),
        "at risk": Tone("#b3472f", "#ffffff"),
        "proposed": Tone("#a9c3dc", "#1c1b1a"),
        "past": Tone("#d6dee6", "#1c1b1a"),
        "struck": Tone("#8a8580", "#1c1b1a"),
        "crowd": Tone("#4a6d8f", "#ffffff"),
    },
    "dark": {
        "strategic": Tone("#7a5cb8", "#ffffff"),
        "integrated": Tone("#3573ad", "#ffffff"),
        "emerging": Tone("#1f7d66", "#ffffff"),
        "stable": Tone("#687380", "#ffffff"),
        "unclassified": Tone("#3a3d41", "#f2f0ed"),
        "plans": Tone("#3573ad", "#ffffff"),
        "showcases": Tone("#a0641b", "#ffffff"),
        "systems": Tone("#2b7682", "#ffffff"),
        "people": Tone("#8a5577", "#ffffff"),
        "at risk": Tone("#b04a33", "#ffffff"),
        "proposed": Tone("#2c4a66", "#f2f0ed"),
        "past": Tone("#454b52", "#f2f0ed"),
        "struck": Tone("#6b665f", "#f2f0ed"),
        "crowd": Tone("#7295b5", "#161513"),
    },
}
"""The four classes, and bars by lane while they run; what has ended is pale."""

WASH: dict[Theme, float] = {"light": 0.12, "dark": 0.2}
"""How strongly the class colours the picture behind the lanes."""


class Category(NamedTuple):
    """How a kind of mark looks."""

    shape: str
    light: str
    dark: str


STRUCK = "Struck through"
"""The kind of mark that is hollow and crossed, whatever it was before it was struck through."""

DASH = "M-1,-0.4L1,-0.4L1,0.4L-1,0.4Z"
CROSSED = "M-0.7,-0.7L0.7,0.7M0.7,-0.7L-0.7,0.7M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0"

CATEGORIES: dict[str, Category] = {
    "Proposed or planned": Category("triangle-up", "#b87514", "#e3a544"),
    "Started": Category("triangle-right", "#2f7d4f", "#67bd8a"),
    "Live or reached": Category("square", "#2563a8", "#74aee8"),
    "Scaled or adopted": Category("cross", "#6b46b0", "#b596ee"),
    "Concluded or retired": Category("triangle-down", "#5b6673", "#a9b4c0"),
    "Given up or broken": Category("diamond", "#b3382c", "#f08a7e"),
    "Met or reviewed": Category("circle", "#1f7f8c", "#5cc3d0"),
    "Other event": Category(DASH, "#8a8580", "#8f8a84"),
    STRUCK: Category(CROSSED, "#57534e", "#b3ada6"),
}
"""Kinds of marks by what happened, in the order of the legend; the lane says to what."""


def category_colour(name: str, theme: Theme) -> str:
    """The colour of a kind of mark."""
    category = CATEGORIES[name]
    return category.light if theme == "light" else category.dark
