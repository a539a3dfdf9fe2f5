"""What people type: names that can be read, numbers that can be told, words that can be kept."""

from decimal import Decimal

import pytest

from domain.asked import in_writing
from domain.history.deciding import LONGEST_NAME, entered, entered_name
from domain.history.refusal import CannotBeKept, NameTooLong, NothingEntered
from domain.relationship.figures import AmountNotUnderstood, amount
from domain.relationship.interaction import LogInteraction
from tests.domain.scenario import on


@pytest.mark.parametrize("said", ["RFID\x00", "\x1bRFID", " RF\u202eID ", "\ufeffRFID", "RF\u200bID"])
def test_what_nobody_can_see_is_left_out(said: str) -> None:
    assert entered(said, "title", "the name") == "RFID"


@pytest.mark.parametrize("said", ["Zoë’s 店 🏪", "می‌خواهم", "क्‍ष"])
def test_what_a_language_needs_stays(said: str) -> None:
    assert entered(said, "title", "the name") == said


@pytest.mark.parametrize("said", ["", " \t", "\u200b", "\x00"])
def test_what_cannot_be_seen_is_nothing(said: str) -> None:
    with pytest.raises(NothingEntered):
        entered(said, "title", "the name")


def test_a_name_is_no_longer_than_can_be_read() -> None:
    assert entered_name("x" * LONGEST_NAME, "title", "the name")
    with pytest.raises(NameTooLong, match="300") as refused:
        entered_name("x" * (LONGEST_NAME + 1), "title", "the name")
    assert refused.value.field == "title"


@pytest.mark.parametrize("number", ["1E-400", "0.0000001", "1E+15", "NaN", "-Infinity"])
def test_an_amount_that_nobody_writes_is_refused(number: str) -> None:
    with pytest.raises(AmountNotUnderstood):
        amount(Decimal(number), "amount", "the budget")


@pytest.mark.parametrize("number", ["0.000001", "999999999999999.999999", "1.50000000000"])
def test_an_amount_has_up_to_six_decimals(number: str) -> None:
    assert amount(Decimal(number), "amount", "the budget") == Decimal(number)


def test_what_is_no_character_is_refused_and_named() -> None:
    with pytest.raises(CannotBeKept, match="udcff"):
        in_writing(LogInteraction(on=on("2024"), kind="call", summary="Agreed \udcff"))
