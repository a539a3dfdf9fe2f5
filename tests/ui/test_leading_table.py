"""A table that leads to accounts in the same tab, and rows a page at a time."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from domain.access import local_actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.opening import OpenRelationship
from ui.bootstrap import Tieline
from ui.format import are_numbers, plain, unbroken
from ui.parts.leading_table import leading_table, linked_table
from ui.portfolio import waiting

APP = str(Path(__file__).parents[2] / "streamlit_app.py")


def test_each_first_cell_leads_to_its_address_in_the_same_tab() -> None:
    table = pd.DataFrame({"Account": ["Acme", "Basil & Rye"], "Days": [1, 2]})
    html = leading_table(table, ["account?account=a", "account?account=b&event=2"], "light", "Who & what")
    assert '<a href="account?account=a" style="color:#1f5a96">Acme</a>' in html
    assert 'href="account?account=b&amp;event=2"' in html
    assert "target=" not in html
    assert 'aria-label="Who &amp; what"' in html
    assert html.count("<tr>") == 3
    assert html.count('scope="col"') == 2


def test_any_cell_may_lead_somewhere_and_others_do_not() -> None:
    html = linked_table(pd.DataFrame({"Class": ["A", "B"], "Many": [1, 0]}), {"Many": ["?a=1&b=2", ""]}, "light", "x")
    assert html.count("<a ") == 1
    assert '<a href="?a=1&amp;b=2" style="color:#1f5a96">1</a>' in html


def test_somebodys_words_are_shown_and_never_read_as_html() -> None:
    html = leading_table(pd.DataFrame({"<i>A</i>": ['<img src=x onerror="x()">']}), ['a"b'], "dark", '"><script>')
    assert "<img" not in html
    assert "<i>" not in html
    assert "<script>" not in html
    assert 'href="a&quot;b"' in html


def test_the_dates_in_a_cell_stay_on_one_line() -> None:
    assert unbroken(plain("until 1 Aug 2020 at Acme")) == "until 1\u00a0Aug\u00a02020 at Acme"
    assert unbroken("Mar 1997 to Q2 1998") == "Mar\u00a01997 to Q2\u00a01998"
    assert unbroken("Plan 2026, May we") == "Plan 2026, May we"


def test_the_rows_of_an_answer_are_shown_some_at_a_time_and_lead_to_their_accounts(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 60)
    for number in range(25):
        for command in (
            OpenRelationship(on=parse_when("2020"), name=f"Shop {number:02}"),
            Reclassify(on=parse_when("2020"), to="strategic", reason="able and willing"),
        ):
            app_tieline.handle(f"relationship-{number:02}", command, by=local_actor("kim"))
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["section"] = "Reach"
    app.run()
    rows = app.selectbox(key="reach-0-rows")
    assert rows.options == ["1 to 20 of 25", "21 to 25 of 25"]
    rows.select("21 to 25 of 25").run()
    html = app.get("html")[0].proto.body
    assert html.count("<tr>") == 6
    assert "Shop 24</a>" in html


def test_numbers_stand_at_the_right_and_words_at_the_left() -> None:
    table = pd.DataFrame(
        {"Account": ["Acme", "Basil"], "Hours": ["1,200.5", "–"], "Share": ["27 %", "-3 %"], "Due": ["3", "soon"]}
    )
    html = linked_table(table, {}, "light", "x")
    assert [each.split(";")[0] for each in html.split("text-align:")[1:5]] == ["left", "right", "right", "left"]


def test_a_column_without_any_number_is_none_of_numbers() -> None:
    assert not are_numbers(["–", ""])
    assert not are_numbers([])
    assert are_numbers(["–", 3, "1,000"])
    assert not are_numbers(["3", "12 Mar 2024"])
