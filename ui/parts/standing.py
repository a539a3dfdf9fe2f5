"""How things stand, in words that more than one page uses."""

from domain.relationship.partnership.record import Rated
from domain.relationship.partnership.scale import SCALE, Determinant


def sentence_case(label: str) -> str:
    """A label with a capital at its beginning and the rest as it is: "IT terrain"."""
    return label[:1].upper() + label[1:]


def in_words(determinant: Determinant, rated: Rated | None) -> str:
    """A rating with the words of its step."""
    return "not rated" if rated is None else f"{rated.rating}: {SCALE[determinant][rated.rating]}"
