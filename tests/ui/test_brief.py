"""The review brief: what stands in it, that it needs nothing else, who gets it, and what is noted of it."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor, NotAllowed
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone
from domain.relationship.objective.commands import SetObjective
from domain.relationship.opening import RenameRelationship
from domain.relationship.partnership.commands import AssessPartnership
from domain.relationship.showcase import StartShowcase
from projections.projection import FOREVER
from tests.ui.command_line import CommandLine
from tests.ui.filling import STREAM
from ui.bootstrap import Tieline
from ui.brief.making import Wanted, brief
from ui.format import end_of_day
from ui.queries.brief import brief_maker
from ui.settings import Settings

TODAY = date(2026, 11, 22)
WANTED = Wanted(STREAM, "Harbour Foods", TODAY, FOREVER, date(2026, 9, 30), TODAY)
RUNS = {"script", "iframe", "object", "embed", "link", "base", "form", "image", "img"}


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here."""
    return sqlite_settings


@pytest.fixture
def story(app_tieline: Tieline, kim: Actor) -> Tieline:
    """A strategic account with something in every part of its brief."""
    for command in (
        Reclassify(on=parse_when("2023-05"), to="strategic", reason="able <b>and</b> willing"),
        AgreePlan(
            on=parse_when("2024-01-01"),
            plan_id="p",
            title="Shelf & factory",
            starts=date(2024, 1, 1),
            ends=date(2028, 1, 1),
        ),
        StartShowcase(on=parse_when("2025-03"), showcase_id="s", title="RFID <script>alert(1)</script>"),
        PlanMilestone(
            on=parse_when("2026-01"), milestone_id="m", title="Trained", party="the account", due=parse_when("2026-06")
        ),
        AssessPartnership(on=parse_when("2026-02-01"), side="own company", evidence="Workshop", commitment=3),
        AssessPartnership(on=parse_when("2026-02-02"), side="the account", evidence="Workshop", commitment=1),
        LogInteraction(on=parse_when("2026-10-05"), kind="call", summary="Asked for <i>more</i>"),
    ):
        app_tieline.handle(STREAM, command, by=kim)
    return app_tieline


class Read(HTMLParser):
    """The words of a page, its tags, and every address that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"src", "href", "xlink:href", "action", "data", "srcset"}:
                self.addresses.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_tells_how_the_account_stands_and_why(story: Tieline) -> None:
    read = Read(brief(story, WANTED, "local:kim"))
    for said in (
        "Strategic since May 2023",
        "How it came to be",
        "Open matters, and why",
        "What changed since 30 Sep 2026",
        "Asked for <i>more</i>",
        "“Shelf & factory” in force, to 1 Jan 2028",
        "RFID <script>alert(1)</script>",
        "Trained",
        "overdue",
        "Commitment",
        "+2",
        "As of 22 Nov 2026, as known when it was made. Judged by policy version 1.",
        "Made 22 Nov 2026, 09:00 UTC by local:kim",
    ):
        assert said in " ".join(read.words.split()), said


def test_what_is_late_or_moved_is_said_as_people_say_it(story: Tieline, kim: Actor) -> None:
    story.handle(
        STREAM,
        SetObjective(
            on=parse_when("2024-02-01"),
            plan_id="p",
            objective_id="o",
            title="Depot",
            due=parse_when("2024-06-30"),
            owner_here="CIO",
            owner_there="COO",
        ),
        by=kim,
    )
    words = " ".join(Read(brief(story, WANTED, "local:kim")).words.split())
    assert "2 years 5 months late" in words
    assert ". Days before something is due soon: 30 (policy" in words


def test_it_runs_nothing_and_names_no_other_place(story: Tieline) -> None:
    page = brief(story, WANTED, "local:kim")
    read = Read(page)
    assert "svg" in read.tags
    assert not read.tags & RUNS
    assert not read.handlers
    assert all(each.startswith("#") for each in read.addresses)
    assert "url(http" not in page
    assert "@import" not in page
    assert "default-src &#x27;none&#x27;" in page


def test_it_is_as_of_a_day_and_as_known_on_one(story: Tieline) -> None:
    early = WANTED._replace(as_of=date(2024, 12, 31), since=date(2024, 9, 30))
    words = Read(brief(story, early, "local:kim")).words
    assert "As of 31 Dec 2024" in words
    assert "RFID" not in words
    unknown = WANTED._replace(known_at=end_of_day(date(2025, 1, 3)))
    words = Read(brief(story, unknown, "local:kim")).words
    assert "as known on 3 Jan 2025" in words
    assert "Nothing of it had happened, or was known, by these dates." in words


def test_what_was_called_otherwise_is_told_of_the_name_on_record(story: Tieline, kim: Actor) -> None:
    story.handle(STREAM, RenameRelationship(on=parse_when("2026-11-01"), name="Harbour & Sons"), by=kim)
    words = Read(brief(story, WANTED._replace(name="Harbour & Sons"), "local:kim")).words
    assert "Harbour & Sons" in words


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What each download button of a page would hand out, by the name of the file."""
    found: dict[str, Callable[[], bytes]] = {}
    real = st.download_button

    def button(label: str, **rest: Any) -> bool:
        found[rest["file_name"]] = rest["data"]
        return real(label, **rest)

    monkeypatch.setattr(st, "download_button", button)
    return found


def test_the_page_of_comparisons_hands_it_out_and_notes_it(
    story: Tieline, taken: dict[str, Callable[[], bytes]]
) -> None:
    app = AppTest.from_file(str(Path(__file__).parents[2] / "streamlit_app.py"), default_timeout=30)
    app.query_params["account"], app.query_params["as_of"] = STREAM, "2026-10-31"
    app.switch_page("ui/pages/compare.py").run()
    assert not app.exception
    assert story.access_log.entries() == []
    page = taken[f"{STREAM}-brief.html"]()
    assert b"As of 31 Oct 2026" in page
    (noted,) = story.access_log.entries()
    assert noted.what == "review brief"
    assert noted.about == {"stream": STREAM, "as_of": "2026-10-31", "since": "2026-09-30"}


def test_who_is_confined_gets_it_only_of_accounts_of_theirs(story: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    confined = Actor("oidc:ann", frozenset({"account manager"}), own=frozenset({"relationship-other"}))
    monkeypatch.setattr("ui.session.local_user", lambda: confined)
    with pytest.raises(NotAllowed):
        brief_maker(WANTED)
    own = Actor("oidc:ann", frozenset({"account manager"}), own=frozenset({STREAM}))
    monkeypatch.setattr("ui.session.local_user", lambda: own)
    assert "oidc:ann" in brief_maker(WANTED)()


def test_it_is_written_from_the_command_line_and_noted(sqlite_settings: Settings, tmp_path: Path) -> None:
    terminal = CommandLine(sqlite_settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    file = tmp_path / "harbour.html"
    said = terminal.does("brief", "Harbour", "--as-of", "2024", "--since", "2023", "-o", str(file))
    assert "Wrote the review brief of Harbour Foods" in said
    assert "As of 31 Dec 2024" in Read(file.read_text()).words
    assert "What changed since 31 Dec 2023" in Read(file.read_text()).words
    (noted,) = terminal.json("access-log")
    assert noted["what"] == "review brief"
    assert str(file) in terminal.refuses("brief", "Harbour", "-o", str(file))
    terminal.refuses("brief", "Nobody", "-o", str(tmp_path / "nobody.html"))
    assert not (tmp_path / "nobody.html").exists()
