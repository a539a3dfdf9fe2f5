"""What became of a record that was struck through, in words and for a machine."""

from collections.abc import Sequence
from typing import Any

import msgspec

from projections.retracted import Retracted
from ui.format import instant, iso_instant


def struck_words(retracted: Retracted) -> str:
    """How a record was struck through, in a clause."""
    instead = f"; in its place {numbers(retracted.instead)}" if retracted.instead else ""
    return (
        f"struck through by record {retracted.record} on {instant(retracted.at)}, by {retracted.by}: "
        f"{retracted.why}{instead}"
    )


def numbers(of: Sequence[int]) -> str:
    """Records by their numbers."""
    return f"record{'s' * (len(of) != 1)} {', '.join(map(str, of))}"


def struck_data(retracted: Retracted) -> dict[str, Any]:
    """How a record was struck through, for a machine."""
    return {**msgspec.structs.asdict(retracted), "at": iso_instant(retracted.at)}
