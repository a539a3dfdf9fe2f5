"""Whether a text mentions somebody, however it is spaced and in whatever letter case."""

import re
import unicodedata
from collections.abc import Iterable

from domain.history.deciding import visible

ALIKE = str.maketrans({**dict.fromkeys("’‘ʼʻ", "'"), **dict.fromkeys("‐‑‒–−", "-")})
"""Apostrophes and hyphens that programs put in the place of what was typed."""


class Spellings:
    """Finds a name, and other spellings of it, in texts.

    A name of several words is found whatever it ends in ("Ann Lee's", "Ann Lees"), a single word only by itself or with
    an s behind it, so that "Al" is not found in "also". Scripts without letter case join words as they like; there it
    is found anywhere.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(" ".join(name.split()) for name in names if plain(name).strip()))
        self._patterns = [(re.compile(_pattern(plain(name))), *_bounded(plain(name))) for name in self.names]

    def mentioned_in(self, text: str) -> bool:
        """Whether a text has one of them in it."""
        text = plain(text)
        return any(_found(pattern, text, begins, ends) for pattern, begins, ends in self._patterns)

    def are(self, name: str) -> bool:
        """Whether a name is one of them."""
        return folded(name) in {folded(each) for each in self.names}


def plain(text: str) -> str:
    """A text as it is compared: compatibility forms resolved, unseen characters left out, without letter case.

    See Unicode Standard Annex 15 (NFKC) and the Unicode Standard, section 3.13 (case folding). The Turkish letters i
    with and without a dot count as one, because each is the other's in another letter case; so do all apostrophes, and
    all hyphens.
    """
    if text.isascii():
        return text.lower()
    text = visible(text).replace("\N{ZERO WIDTH NON-JOINER}", "").replace("\N{ZERO WIDTH JOINER}", "")
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(ALIKE)
    return text.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i").replace("i\N{COMBINING DOT ABOVE}", "i")


def folded(name: str) -> str:
    """A name as names are compared: as texts are, with single blanks."""
    return " ".join(plain(name).split())


def _pattern(name: str) -> str:
    words = name.split()
    found = r"\s+".join(map(re.escape, words))
    return found if len(words) > 1 else found + "(?:'?s)?"


def _bounded(name: str) -> tuple[bool, bool]:
    """Whether a name is found only where a word begins, and only where one ends."""
    name = name.strip()
    return _is_cased(name[0]), _is_cased(name[-1]) and len(name.split()) == 1


def _found(pattern: re.Pattern[str], text: str, begins: bool, ends: bool) -> bool:
    place = 0
    while match := pattern.search(text, place):
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not (begins and _goes_on(before)) and not (ends and _goes_on(behind)):
            return True
        place = match.start() + 1
    return False


def _goes_on(letter: str) -> bool:
    """Whether a word goes on with this letter; no word of a script with letter case does with one of another script."""
    return letter.isdigit() or _is_cased(letter)


def _is_cased(letter: str) -> bool:
    return letter.upper() != letter
