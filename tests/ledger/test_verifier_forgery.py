"""Cleverer forgeries of evidence: what a forger can do without a key, and what a keeper could sign that is not so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.access import Actor
from domain.ledger.checkpoints import sign_head
from domain.ledger.evidence import END, SIGNATURE, Ground, b64
from projections.evidence import Chosen
from tests.conftest import Clock
from tests.ledger.evidence_files import ONE, Data, EvidenceScene, sentences, tampered
from ui.bootstrap import Tieline

ACCOUNT, WHOLE = Chosen(what="account", stream=ONE), Chosen(what="portfolio")


@pytest.fixture
def scene(sqlite_tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return EvidenceScene(sqlite_tieline, clock, kim, folder)


@pytest.mark.parametrize("ending", ["</SCRIPT>", "</script >", "</script\t/>", "<!--<script>"])
def test_nothing_that_a_browser_would_show_can_be_put_into_the_block_of_the_signature(
    scene: EvidenceScene, ending: str
) -> None:
    file = scene.made(ACCOUNT)
    ahead, _, rest = file.read_text(encoding="utf-8").partition(SIGNATURE)
    note, _, behind = rest.partition(END)
    shown = f"{json.loads(note)}{ending}<div style=position:fixed;inset:0;background:white>Another report</div>\n"
    file.write_text(f"{ahead}{SIGNATURE}{json.dumps(shown, ensure_ascii=False)}{END}{behind}", encoding="utf-8")
    assert scene.check(file).status == 1


def test_evidence_of_the_whole_ledger_is_not_of_its_beginning(scene: EvidenceScene) -> None:
    file = scene.made(WHOLE)
    ground = Ground(scene.tieline.database, sign_head(scene.tieline.database, scene.proofs).note)

    def cut(data: Data) -> None:
        data["events"] = data["events"][:9]
        data["prefix"] = [b64(each) for each in ground.tree.consistency_proof(9)]

    file = tampered(file, cut, scene.key)
    state = scene.check(file, "--json").json["state"]
    found = sentences(scene.check(tampered(file, lambda data: data.update(state=state), scene.key), "--json"))
    assert found == ["Events 10 to 12 are missing."]


def without_events(data: Data) -> None:
    data["events"] = [each for each in data["events"] if each.get("context")]


def without_stream(data: Data) -> None:
    data["chosen"]["stream"] = None


def with_stream(data: Data) -> None:
    data["chosen"]["stream"] = ONE


@pytest.mark.parametrize(
    ("chosen", "change"), [(ACCOUNT, without_events), (ACCOUNT, without_stream), (WHOLE, with_stream)]
)
def test_a_file_that_does_not_hold_what_it_says_it_is_evidence_of_is_not_intact(
    scene: EvidenceScene, chosen: Chosen, change: Callable[[Data], None]
) -> None:
    file = tampered(scene.made(chosen), change, scene.key)
    verdict = scene.check(file, "--json")
    if verdict.said:
        state = verdict.json["state"]
        verdict = scene.check(tampered(file, lambda data: data.update(state=state), scene.key))
    assert verdict.status == 1
