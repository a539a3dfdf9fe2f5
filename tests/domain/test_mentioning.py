"""Whether a text mentions somebody, however the name is written."""

import pytest

from domain.forgetting.mentioning import Spellings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann Lee", "asked ANN LEE first"),
        ("Ann Lee", "Ann\n  Lee"),
        ("Ann Lee", "Ann\u00a0Lee"),
        ("Ann Lee", "Ann Lee’s idea"),
        ("Ann Lee", "Ann Lees Idee"),
        ("Ann Lee", "(ann lee)"),
        ("Ann Lee", "Ann\u200b Lee"),
        ("Jörg Müller", "J\u006f\u0308rg Müller kam"),
        ("JÖRG STRAẞE", "mit Jörg Strasse"),
        ("Ａｎｎ Lee", "Ann Lee"),
        ("Li", "Li's turn"),
        ("Li", "with Li, too"),
        ("王小明", "已经告诉王小明了"),
        ("דנה לוי", "ולדנה לוי"),
        ("Ann Lee", "王Ann Lee同意"),
        ("Aa aa", "xaa aa aa"),
        ("Søren (IT)", "by søren (it)"),
        ("A. Lee", "A. Lee agreed"),
        ("Sean O'Brien", "Sean O’Brien rang"),
        ("Sean O’Brien", "Sean O'Brien rang"),
        ("Sean O'Brien", "Sean OʼBrien rang"),
        ("Jean-Luc Roy", "Jean‑Luc Roy"),
        ("Jean–Luc Roy", "Jean-Luc Roy"),
        ("Jean-Luc Roy", "Jean­Luc Roy and Jean－Luc Roy"),
    ],
)
def test_a_name_is_found(name: str, text: str) -> None:
    assert Spellings([name]).mentioned_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann Lee", "Joann Lee"),
        ("Ann Lee", "Ann and Lee"),
        ("Ann Lee", "Lee, Ann"),
        ("Al", "also"),
        ("Li", "Link"),
        ("A. Lee", "AB Lee"),
        ("Bo 2", "LaBo 2"),
        ("Ann Lee", ""),
        ("", "anything"),
        (" ", "any thing"),
        (".", "a"),
    ],
)
def test_what_is_no_mention_is_not(name: str, text: str) -> None:
    assert not Spellings([name]).mentioned_in(text)


def test_several_spellings_are_looked_for_at_once_and_each_is_one_of_them() -> None:
    spellings = Spellings(["Ann  Lee", "Lee, Ann", "Ann Lee"])
    assert spellings.names == ("Ann Lee", "Lee, Ann")
    assert spellings.mentioned_in("from Lee, Ann")
    assert spellings.are(" ann lee ")
    assert not spellings.are("Ann")
