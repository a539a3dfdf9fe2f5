"""What evidence holds and tells: chosen as asked for, corrections struck through, everything escaped, the state agreed on."""

import json
import re
import runpy
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from domain.access import Actor
from domain.company.own_system import AddOwnSystem, MarkReady
from domain.history.refusal import NoSuchRecord
from domain.history.when import parse_when
from domain.ledger.checkpoints import sign_head
from domain.ledger.evidence import Ground, in_script
from domain.ledger.proofs import CannotProve
from domain.ledger.record import Record
from projections.evidence import Chosen, gather
from projections.state_hash import state_hash, state_of
from tests.conftest import SAMPLE, Clock
from tests.ledger.evidence_files import ONE, OTHER, VERIFIER, EvidenceScene, Verdict, parts
from tests.ledger.tampering import Attacker
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.record_file import record_file

FORMAT = Path(__file__).parents[2] / "docs" / "ledger-format.md"


@pytest.fixture
def scene(tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    return EvidenceScene(tieline, clock, kim, tmp_path)


@pytest.fixture
def sqlite_scene(sqlite_tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    return EvidenceScene(sqlite_tieline, clock, kim, tmp_path)


class Reading(HTMLParser):
    """The page as a browser takes it: which elements there are, and what there is to read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.struck: list[str] = []
        self.ended = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ended = False

    def handle_endtag(self, tag: str) -> None:
        self.ended = True

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.tags and self.tags[-1][0] == "s" and not self.ended:
            self.struck.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def seqs(data: dict[str, Any], *, context: bool = False) -> list[int]:
    return [each["seq"] for each in data["events"] if each.get("context", False) is context]


def test_the_file_of_an_account_has_its_events_and_the_policy_that_they_were_judged_by(scene: EvidenceScene) -> None:
    data = parts(scene.made(Chosen(what="account", stream=ONE)))[1]
    assert seqs(data) == [1, 3, 5, 8, 10, 12]
    assert seqs(data, context=True) == [7]
    assert data["accounts"] == {ONE: "Harbour <b>Foods</b> & Sons"}
    assert list(data["people"].values()) == ["Ann"]


def test_the_file_of_everything_has_every_event_and_no_proofs_for_each(scene: EvidenceScene) -> None:
    data = parts(scene.made(Chosen(what="portfolio")))[1]
    assert seqs(data) == list(range(1, 13))
    assert data["prefix"] == []
    assert not any("proof" in each for each in data["events"])
    assert set(data["accounts"]) == {ONE, OTHER, "policy"}


def test_the_file_of_a_time_has_what_happened_in_it_for_all_that_is_known(scene: EvidenceScene) -> None:
    def within(first: str, last: str) -> list[int]:
        chosen = Chosen(what="period", first=date.fromisoformat(first), last=date.fromisoformat(last))
        return seqs(parts(scene.made(chosen))[1])

    assert within("2020-01-01", "2020-06-30") == [1, 2]
    assert within("2021-01-01", "2021-01-01") == [7]
    assert within("2022-08-01", "2022-08-31") == [12], "some day in 2022"


def test_nothing_on_record_is_refused(scene: EvidenceScene) -> None:
    for chosen in (
        Chosen(what="event", event=99),
        Chosen(what="period", first=date(1990, 1, 1), last=date(1990, 1, 2)),
        Chosen(what="account", stream=ONE, known_at=0),
    ):
        with pytest.raises(NoSuchRecord, match="Nothing is on record of what was asked for"):
            scene.made(chosen)


def test_own_systems_that_an_account_names_come_with_it(sqlite_scene: EvidenceScene, kim: Actor) -> None:
    from domain.relationship.system_link.commands import ProposeLink

    handle = sqlite_scene.tieline.handle
    for number in (1, 2):
        system = f"own-system-{number:012d}"
        handle("company", AddOwnSystem(on=parse_when("2020-01-01"), system_id=system, title=f"Hub {number}"), by=kim)
        handle("company", MarkReady(on=parse_when("2020-02-01"), system_id=system), by=kim)
    link = ProposeLink(
        on=parse_when("2022-02-01"),
        link_id="link-000000000001",
        title="Orders",
        kind="EDI",
        depth="arm's length",
        needs=("own-system-000000000001",),
    )
    handle(ONE, link, by=kim)
    data = parts(sqlite_scene.made(Chosen(what="account", stream=ONE)))[1]
    assert seqs(data, context=True) == [7, 13, 14]


# What there is to read.


def test_the_page_shows_words_and_names_as_they_are_and_nothing_in_them_does_anything(scene: EvidenceScene) -> None:
    file = scene.made(Chosen(what="account", stream=ONE))
    reading = Reading(file.read_text(encoding="utf-8"))
    assert "Harbour <b>Foods</b> & Sons" in reading.text
    assert "Call 0 </script>" in reading.text
    assert not any(tag == "b" for tag, _ in reading.tags)
    scripts = [attributes for tag, attributes in reading.tags if tag == "script"]
    assert scripts == [{"type": "application/json", "id": each} for each in ("evidence", "signature")]
    for tag, attributes in reading.tags:
        assert not {"src", "srcset", "onclick", "onload", "action"} & set(attributes), tag
        assert str(attributes.get("href", "#")).startswith("#")
    assert "url(" not in file.read_text(encoding="utf-8")


def test_the_page_tells_both_dates_author_reporter_policy_and_checkpoint(scene: EvidenceScene) -> None:
    text = Reading(scene.made(Chosen(what="account", stream=ONE)).read_text(encoding="utf-8")).text
    for said in (
        "5 May 2021 Call: Call 0 </script>. 22 Nov 2026, 09:00 UTC local:kim told by Ann policy 1",
        "2022 Classified emerging — Small, and quick. 22 Nov 2026, 09:00 UTC local:kim policy 2",
        "Policy version 2, in force from 1 Jan 2021",
        "Policy version 2 in force from 2021-01-01 — Drawn up anew.",
        "6 events under a signed checkpoint over 12 events.",
        "python tieline_verify.py FILE --key",
    ):
        assert said in text
    assert str(scene.key.public) in text


def test_a_record_that_was_corrected_is_struck_through_with_why_and_by_whom(scene: EvidenceScene, kim: Actor) -> None:
    scene.tieline.tracker.retract(5, "It was <another> account", by=kim)
    for chosen in (Chosen(what="account", stream=ONE), Chosen(what="event", event=5), Chosen(what="portfolio")):
        file = scene.made(chosen)
        reading = Reading(file.read_text(encoding="utf-8"))
        assert reading.struck == ["Call: Call 2 </script>."]
        assert (
            "Struck through by event 13, on 22 Nov 2026, 09:00 UTC, by local:kim: It was <another> account"
            in reading.text
        )
        assert scene.check(file).status == 0
    known = scene.clock() - 4_500_000
    before = scene.made(Chosen(what="account", stream=ONE, known_at=known))
    assert Reading(before.read_text(encoding="utf-8")).struck == []


def test_a_text_that_steers_a_terminal_or_breaks_a_line_is_one_harmless_line(
    sqlite_scene: EvidenceScene, kim: Actor
) -> None:
    from domain.relationship.interaction import LogInteraction

    spoken = LogInteraction(on=parse_when("2022-01-01"), kind="call", summary="Red \x1b[31m and\u2028 more\u202e")
    sqlite_scene.tieline.handle(ONE, spoken, by=kim)
    page = parts(sqlite_scene.made(Chosen(what="account", stream=ONE)))[0]
    assert not {"\x1b", "\u2028", "\u202e"} & set(page)


# Proofs.


def test_a_ledger_that_changed_since_its_checkpoint_gives_no_evidence(scene: EvidenceScene) -> None:
    note = sign_head(scene.tieline.database, scene.proofs).note
    ground = Ground(scene.tieline.database, note)
    attacker = Attacker(scene.tieline.database)
    attacker.flip(5)
    account, whole = Chosen(what="account", stream=ONE), Chosen(what="portfolio")
    for chosen in (account, whole):
        with pytest.raises(CannotProve, match="No evidence was made"):
            gather(scene.tieline.tracker, ground, scene.key.public, chosen, by="local:kim", at=0)
    attacker.hash_anew()
    with pytest.raises(CannotProve, match="No evidence was made"):
        Ground(scene.tieline.database, note)


def test_what_was_recorded_after_the_checkpoint_is_left_out(scene: EvidenceScene) -> None:
    ground = Ground(scene.tieline.database, sign_head(scene.tieline.database, scene.proofs).note)
    scene.log(2)
    for chosen in (Chosen(what="account", stream=ONE), Chosen(what="portfolio")):
        found = gather(scene.tieline.tracker, ground, scene.key.public, chosen, by="local:kim", at=0)
        assert found.told[-1].record.seq == 12


def test_json_in_a_page_cannot_end_its_block() -> None:
    assert "<" not in in_script({"a": "</script><!--"})
    assert json.loads(in_script({"a": "</script><!--"})) == {"a": "</script><!--"}


# The state hash.


@pytest.fixture
def filled(tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    """The published case and the invented portfolio, with some of its records struck through."""
    import_case(tieline, SAMPLE, by=kim)
    record_file(tieline, SAMPLE.parent / "portfolio.jsonl", by=kim)
    return EvidenceScene(tieline, clock, kim, tmp_path)


def test_verifier_and_tieline_agree_on_the_published_case_and_the_sample_portfolio(filled: EvidenceScene) -> None:
    case = parts(filled.made(Chosen(what="portfolio", as_of=date(2005, 1, 1)), "2005.html"))[1]
    whole = filled.made(Chosen(what="portfolio"))
    data = parts(whole)[1]
    assert len(data["events"]) > 4400
    verdict = filled.check(whole, "--json")
    assert (verdict.status, verdict.json["state"], verdict.findings) == (0, data["state"], [])
    assert Verdict(filled.folder / "2005.html", "--json").json["state"] == case["state"] != data["state"]


def stored(given: dict[str, Any]) -> Record:
    """An event of a vector as a record."""
    envelope = {"schema": 1, "recorded_at": 0, "recorded_by": "local:kim", "reported_by": None, "command_id": "c"}
    fields = {**envelope, "batch": None, "policy_version": 0, "version": given["seq"], **given}
    return Record(**{**fields, "payload": given["payload"].encode()})


def vector() -> Any:
    """The test vector of the state hash as it is written down."""
    section = FORMAT.read_text(encoding="utf-8").partition("\n## State hash")[2].partition("\n## ")[0]
    found = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_state_hash_is_the_one_that_is_written_down() -> None:
    known = vector()
    records = [stored(each) for each in known["events"]]
    assert state_of(records) == known["state"]
    assert state_hash(records) == known["hash"]
    assert state_hash(records, date.fromisoformat(known["as_of"])) == known["hash_as_of"]


def test_the_verifier_has_the_state_hash_that_is_written_down() -> None:
    known, program = vector(), runpy.run_path(str(VERIFIER))
    events = [
        program["Event"](
            **{**{name: getattr(record, name) for name in record.__struct_fields__}, "leaf_hash": b"", "proof": []},
            context=False,
            fields=program["read_payload"](record.payload),
        )
        for record in map(stored, known["events"])
    ]
    compute: Callable[..., str] = program["state_hash"]
    assert compute(events, None) == known["hash"]
    assert compute(events, date.fromisoformat(known["as_of"])) == known["hash_as_of"]


def test_the_evidence_of_one_event_holds_its_secrets_and_no_others(scene: EvidenceScene) -> None:
    data = parts(scene.made(Chosen(what="event", event=5)))[1]
    five = next(each for each in data["events"] if each["seq"] == 5)
    assert list(data["secrets"]) == [str(json.loads(b64decode(five["payload"]))["summary"]["key"])]
