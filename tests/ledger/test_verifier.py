"""Evidence is checked where there is no Tieline: intact files pass, and for each kind of tampering something is named."""

import json
import os
import random
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.access import Actor
from domain.ledger.checkpoints import sign_head
from domain.ledger.evidence import SIGNATURE, signed_file
from domain.ledger.merkle import Tree
from domain.ledger.note import new_key
from domain.ledger.proofs import CannotProve
from projections.evidence import Chosen
from tests.conftest import Clock
from tests.ledger.evidence_files import (
    ONE,
    OTHER,
    VERIFIER,
    Data,
    EvidenceScene,
    Verdict,
    flip,
    hashed_anew,
    of_seq,
    parts,
    sentences,
    tampered,
)
from tests.ledger.tampering import Attacker
from ui.bootstrap import Tieline

ACCOUNT, WHOLE = Chosen(what="account", stream=ONE), Chosen(what="portfolio")
EVENT = Chosen(what="event", event=5)
PERIOD = Chosen(what="period", stream=ONE, first=date(2021, 1, 1), last=date(2021, 12, 31))
ALTERED = "The file is not as it was signed: something in it was changed, if only in what is there to be read."
NOT_IN_TREE = "These are not, all of them and in this order, the first events that the checkpoint is over."


@pytest.fixture
def scene(tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return EvidenceScene(tieline, clock, kim, folder)


@pytest.fixture
def sqlite_scene(sqlite_tieline: Tieline, clock: Clock, kim: Actor, tmp_path: Path) -> EvidenceScene:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return EvidenceScene(sqlite_tieline, clock, kim, folder)


@pytest.mark.parametrize("chosen", [ACCOUNT, WHOLE, EVENT, PERIOD])
def test_an_intact_file_is_found_intact(scene: EvidenceScene, chosen: Chosen) -> None:
    file = scene.made(chosen)
    with_key, without = scene.check(file), Verdict(file)
    assert (with_key.status, with_key.said.splitlines()[0]) == (0, "Intact, and signed with the key that you gave.")
    assert (without.status, without.said.splitlines()[0]) == (
        2,
        "Intact, signer unknown: give the key that you got from the ledger's keeper with --key.",
    )
    assert with_key.complained == without.complained == ""


def test_it_prints_what_the_file_is_evidence_of_and_opens_the_words(scene: EvidenceScene) -> None:
    verdict = scene.check(scene.made(ACCOUNT), "--events")
    assert f"Evidence of: everything on record of Harbour <b>Foods</b> & Sons ({ONE})" in verdict.said
    assert "Events: 6, number 1 to 12; 1 more that they were judged by" in verdict.said
    assert "Checkpoint: example.org/ledger, 12 events, root " in verdict.said
    assert '"summary": "Call 2 </script>"' in verdict.said
    assert '"reason": "Drawn up anew"' in verdict.said


def test_everything_is_there_as_json(scene: EvidenceScene) -> None:
    said = scene.check(scene.made(ACCOUNT), "--json").json
    assert (said["intact"], said["signer"], said["findings"], said["events"]) == (True, "the key given", [], 6)
    assert (said["words_opened"], said["words_forgotten"]) == (6, 0)
    assert [each["seq"] for each in said["records"] if each["context"]] == [7]
    assert said["records"][1]["words"] == {"summary": "Call 0 </script>"}


def test_the_verifier_and_tieline_agree_on_the_state(scene: EvidenceScene) -> None:
    for chosen in (ACCOUNT, WHOLE, EVENT, PERIOD, Chosen(what="account", stream=ONE, as_of=date(2021, 12, 31))):
        file = scene.made(chosen)
        assert scene.check(file, "--json").json["state"] == parts(file)[1]["state"]


def test_forgotten_words_stay_forgotten_and_prove_as_before(scene: EvidenceScene) -> None:
    vault = scene.tieline.tracker.vault.database
    with vault.write() as connection:
        vault.run(connection, "DELETE FROM keys")
    verdict = scene.check(scene.made(ACCOUNT), "--json")
    assert verdict.status == 0
    assert (verdict.json["words_opened"], verdict.json["words_forgotten"]) == (0, 6)
    assert verdict.json["records"][1]["words"] == {"summary": "[forgotten]"}


def test_it_needs_nothing_but_the_standard_library_and_cryptography(scene: EvidenceScene) -> None:
    file = scene.made(ACCOUNT)
    scene.check(file)
    code = (
        "import sys, runpy; before = set(sys.modules); sys.argv = ['v', sys.argv[1]]\n"
        "try: runpy.run_path('tieline_verify.py', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "tops = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(tops - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code, file.name], cwd=file.parent, capture_output=True, text=True, check=True
    )
    assert set(json.loads(run.stdout.splitlines()[-1].replace("'", '"'))) <= {
        "cryptography",
        "_cffi_backend",
        "_openssl",
    }


# Tampering with the file. Signed anew with the right key, what is left to name it are the proofs.


@pytest.mark.parametrize("chosen", [ACCOUNT, WHOLE])
def test_a_byte_of_a_payload_that_was_changed_is_named(scene: EvidenceScene, chosen: Chosen) -> None:
    file = tampered(scene.made(chosen), lambda data: flip(of_seq(data, 5)))
    verdict = scene.check(file, "--json")
    assert verdict.status == 1
    assert verdict.findings[0] == (5, "Event 5 is not as it was recorded: it does not have its leaf hash.")
    assert (0, ALTERED) in verdict.findings


@pytest.mark.parametrize("chosen", [ACCOUNT, WHOLE])
def test_a_byte_of_a_payload_is_named_although_all_was_hashed_and_signed_anew(
    scene: EvidenceScene, chosen: Chosen
) -> None:
    def change(data: Data) -> None:
        flip(of_seq(data, 5))
        hashed_anew(of_seq(data, 5))

    found = sentences(scene.check(tampered(scene.made(chosen), change, scene.key), "--json"))
    assert found == [
        NOT_IN_TREE if chosen is WHOLE else "Event 5 is not shown to be in the ledger that the checkpoint is over."
    ]


def test_another_state_than_the_events_come_to_is_named(sqlite_scene: EvidenceScene) -> None:
    file = tampered(sqlite_scene.made(ACCOUNT), lambda data: data.update(state="0" * 64), sqlite_scene.key)
    assert sentences(sqlite_scene.check(file, "--json")) == [
        "The file states another state hash than its events come to."
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", OTHER),
        ("version", 9),
        ("type", "relationship-closed"),
        ("schema", 2),
        ("recorded_at", 1),
        ("recorded_by", "local:mallory"),
        ("reported_by", None),
        ("command_id", "another"),
        ("batch", "import-000000000000"),
        ("policy_version", 0),
        ("leaf_hash", b64encode(bytes(32)).decode()),
    ],
)
def test_a_changed_field_of_an_envelope_is_named(sqlite_scene: EvidenceScene, column: str, value: Any) -> None:
    file = tampered(sqlite_scene.made(ACCOUNT), lambda data: of_seq(data, 5).update({column: value}), sqlite_scene.key)
    verdict = sqlite_scene.check(file, "--json")
    assert verdict.status == 1
    assert verdict.findings[0][0] <= 5 or column == "recorded_at"
    assert (5, "Event 5 is not as it was recorded: it does not have its leaf hash.") in verdict.findings


def swap(data: Data) -> None:
    three, five = of_seq(data, 3), of_seq(data, 5)
    three["seq"], five["seq"] = 5, 3
    for each in (three, five):
        hashed_anew(each)
    data["events"].sort(key=lambda each: each["seq"])


def delete(data: Data) -> None:
    data["events"] = [each for each in data["events"] if each["seq"] != 5]


def insert(data: Data) -> None:
    fresh = {**of_seq(data, 12), "seq": 13, "version": of_seq(data, 12)["version"] + 1}
    hashed_anew(fresh)
    data["events"].append(fresh)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swap, (3, f"Event 3 is version 3 of {ONE}, where 2 is due.")),
        (delete, (8, f"Event 8 is version 4 of {ONE}, where 3 is due.")),
        (insert, (13, "Event 13 is not shown to be in the ledger that the checkpoint is over.")),
    ],
)
def test_swapped_deleted_and_inserted_events_of_an_account_are_named(
    scene: EvidenceScene, change: Callable[[Data], None], said: tuple[int, str]
) -> None:
    verdict = scene.check(tampered(scene.made(ACCOUNT), change, scene.key), "--json")
    assert verdict.status == 1
    assert said in verdict.findings


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swap, (0, NOT_IN_TREE)),
        (delete, (5, "Event 5 is missing.")),
        (insert, (13, "The file has 13 events, where the checkpoint is over 12.")),
        (lambda data: data["events"].pop(), (0, NOT_IN_TREE)),
        (lambda data: data["events"].insert(3, data["events"][2]), (3, "Event 3 is not in its place.")),
    ],
)
def test_swapped_deleted_inserted_and_cut_events_of_the_whole_ledger_are_named(
    scene: EvidenceScene, change: Callable[[Data], None], said: tuple[int, str]
) -> None:
    verdict = scene.check(tampered(scene.made(WHOLE), change, scene.key), "--json")
    assert verdict.status == 1
    assert said in verdict.findings


def test_the_policy_that_an_event_was_judged_by_cannot_be_left_out(sqlite_scene: EvidenceScene) -> None:
    def change(data: Data) -> None:
        data["events"] = [each for each in data["events"] if each["seq"] != 7]

    verdict = sqlite_scene.check(tampered(sqlite_scene.made(ACCOUNT), change, sqlite_scene.key), "--json")
    assert verdict.findings[0] == (8, "Event 8 was judged by policy version 2, which is missing.")


def test_an_event_of_another_account_cannot_be_put_in(sqlite_scene: EvidenceScene) -> None:
    of_other = parts(sqlite_scene.made(Chosen(what="account", stream=OTHER), "other.html"))[1]

    def change(data: Data) -> None:
        data["events"].insert(2, of_seq(of_other, 4))

    verdict = sqlite_scene.check(tampered(sqlite_scene.made(ACCOUNT), change, sqlite_scene.key), "--json")
    assert (4, f"Event 4 is not of {ONE}.") in verdict.findings


@pytest.mark.parametrize("chosen", [ACCOUNT, WHOLE])
def test_an_event_cannot_be_put_aside(sqlite_scene: EvidenceScene, chosen: Chosen) -> None:
    file = tampered(sqlite_scene.made(chosen), lambda data: of_seq(data, 5).update(context=True), sqlite_scene.key)
    said = "Event 5 is put aside as if it were not what this is evidence of."
    assert (5, said) in sqlite_scene.check(file, "--json").findings


@pytest.mark.parametrize("chosen", [ACCOUNT, EVENT])
def test_a_forged_proof_is_named(scene: EvidenceScene, chosen: Chosen) -> None:
    def change(data: Data) -> None:
        of_seq(data, 5)["proof"][0] = b64encode(bytes(32)).decode()

    verdict = scene.check(tampered(scene.made(chosen), change, scene.key), "--json")
    assert verdict.findings == [(5, "Event 5 is not shown to be in the ledger that the checkpoint is over.")]


def test_a_letter_of_the_readable_report_that_was_changed_is_named(scene: EvidenceScene) -> None:
    file = scene.made(ACCOUNT)
    page = file.read_bytes()
    assert page.count(b"Northern") == 0
    file.write_bytes(page.replace(b"local:kim", b"local:tim", 1))
    assert scene.check(file, "--json").findings == [(0, ALTERED)]


CHECK_EACH = """
import json, sys
sys.path.insert(0, ".")
from tieline_verify import main
key, *files = sys.argv[1:]
print(json.dumps([main([file, "--key", key]) for file in files]))
"""


def test_every_byte_is_under_the_signature(sqlite_scene: EvidenceScene) -> None:
    file = sqlite_scene.made(EVENT)
    assert sqlite_scene.check(file).status == 0
    raw = file.read_bytes()
    chosen = [0, len(raw) - 1, *random.Random(4).sample(range(len(raw)), 60)]
    altered = [raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :] for place in chosen]
    names = []
    for number, content in enumerate([*altered, raw + b" ", b" " + raw, raw[:-1]]):
        file.with_name(f"{number}.html").write_bytes(content)
        names.append(f"{number}.html")
    one_after_the_other = subprocess.run(
        [sys.executable, "-I", "-c", CHECK_EACH, str(sqlite_scene.key.public), *names],
        cwd=file.parent, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert one_after_the_other.returncode == 0, one_after_the_other.stderr
    statuses = json.loads(one_after_the_other.stdout.splitlines()[-1])
    assert dict(zip([*chosen, "more", "before", "less"], statuses, strict=True)) == dict.fromkeys(
        [*chosen, "more", "before", "less"], 1
    )


def test_words_that_were_altered_are_named(scene: EvidenceScene) -> None:
    def other_key(data: Data) -> None:
        data["secrets"] = {name: b64encode(bytes(32)).decode() for name in data["secrets"]}

    verdict = scene.check(tampered(scene.made(EVENT), other_key, scene.key), "--json")
    assert (5, "The words in “summary” of event 5 do not open with the key in the file.") in verdict.findings


def test_another_name_than_was_told_is_named(scene: EvidenceScene) -> None:
    file = tampered(scene.made(ACCOUNT), lambda data: data["accounts"].update({ONE: "Northern Stores"}))
    assert scene.check(file, "--json").findings == [(0, ALTERED)]


def test_a_file_that_was_signed_anew_with_another_key_is_named(scene: EvidenceScene) -> None:
    forger = new_key("example.org/ledger")

    def change(data: Data) -> None:
        flip(of_seq(data, 5))
        for each in data["events"]:
            hashed_anew(each)
        tree = Tree(leaves(data))
        data["checkpoint"] = str(forger.sign(tree.size, tree.root()))
        data["key"] = str(forger.public)
        data["state"] = ""

    file = tampered(scene.made(WHOLE), change, forger)
    data = parts(file)[1]
    data["state"] = scene.check(file, "--json").json["state"]
    file.write_bytes(signed_file(parts(file)[0], data, forger))
    assert Verdict(file).status == 2, "nothing shows it to somebody who has no key"
    assert scene.check(file, "--json").findings == [
        (0, "The file is not signed with the key that was given."),
        (0, "The checkpoint is not signed with the key that was given."),
    ]


def leaves(data: Data) -> list[bytes]:
    from base64 import b64decode

    return [b64decode(each["leaf_hash"]) for each in data["events"]]


def test_a_key_of_another_name_is_not_the_signer(scene: EvidenceScene) -> None:
    verdict = Verdict(scene.made(ACCOUNT), "--key", str(new_key("example.org/other").public))
    assert verdict.status == 1
    assert "The file is not signed with the key that was given." in verdict.said


def test_a_signature_over_something_else_does_not_count_as_one_over_the_file(sqlite_scene: EvidenceScene) -> None:
    file = sqlite_scene.made(ACCOUNT)
    checkpoint = parts(file)[1]["checkpoint"]
    ahead, _, _ = file.read_text(encoding="utf-8").partition(SIGNATURE)
    behind = "</script>\n</body>\n</html>\n"
    file.write_text(f"{ahead}{SIGNATURE}{json.dumps(checkpoint)}{behind}", encoding="utf-8")
    assert sqlite_scene.check(file, "--json").findings == [(0, ALTERED)]


def test_a_key_that_was_replaced_since_is_still_that_of_the_file(sqlite_scene: EvidenceScene) -> None:
    file, key = sqlite_scene.made(ACCOUNT), str(sqlite_scene.key.public)
    sqlite_scene.proofs.rotate(sqlite_scene.clock())
    assert sqlite_scene.check(file).status == 1
    assert Verdict(file, "--key", str(sqlite_scene.key.public), "--key", key).status == 0


# Tampering with the database, by somebody who hashes everything anew and has the keeper sign it.


def kept_note(scene: EvidenceScene) -> str:
    """A checkpoint that the auditor got, and that the keeper's folder then lost."""
    path = sign_head(scene.tieline.database, scene.proofs).path
    (scene.folder / "kept.txt").write_bytes(path.read_bytes())
    path.unlink()
    return "kept.txt"


def test_the_keeper_gives_no_evidence_over_a_ledger_that_was_changed(scene: EvidenceScene) -> None:
    scene.made(ACCOUNT)
    Attacker(scene.tieline.database).flip(5)
    with pytest.raises(CannotProve, match="event 5 is not as it was recorded"):
        scene.made(ACCOUNT)


def test_a_ledger_that_was_changed_and_hashed_anew_is_held_against_a_checkpoint_kept_elsewhere(
    scene: EvidenceScene,
) -> None:
    kept = kept_note(scene)
    attacker = Attacker(scene.tieline.database)
    attacker.flip(5)
    attacker.hash_anew()
    scene.log(2)
    file = scene.made(WHOLE)
    assert scene.check(file).status == 0
    assert scene.check(file, "--json", "--checkpoint", kept).findings == [
        (0, "The first 12 events of the ledger are not those that the checkpoint kept.txt was signed over.")
    ]


def test_a_tail_that_was_cut_is_named_by_a_checkpoint_kept_elsewhere(scene: EvidenceScene) -> None:
    kept = kept_note(scene)
    Attacker(scene.tieline.database).cut(9, with_head=True)
    scene.tieline.engine.rebuild_together(list(scene.tieline.engine.projections))
    for chosen in (WHOLE, ACCOUNT):
        found = scene.check(scene.made(chosen), "--json", "--checkpoint", kept).findings
        assert found[0][0] == 10
        assert "its tail was cut, or an old copy was put in its place." in found[0][1]


def test_a_ledger_that_grew_extends_the_checkpoint_kept_elsewhere(scene: EvidenceScene) -> None:
    kept = kept_note(scene)
    assert scene.check(scene.made(ACCOUNT), "--checkpoint", kept).status == 0
    scene.log(3)
    assert scene.check(scene.made(WHOLE), "--checkpoint", kept).status == 0
    verdict = scene.check(scene.made(ACCOUNT), "--checkpoint", kept)
    assert verdict.status == 1
    assert "only evidence of the whole ledger can be held against an earlier checkpoint" in verdict.complained


def test_evidence_of_an_earlier_time_is_the_beginning_of_the_ledger(scene: EvidenceScene, clock: Clock) -> None:
    known = clock() - 2_500_000
    whole, account = (
        Chosen(what="portfolio", known_at=known),
        Chosen(what="account", stream=ONE, known_at=known),
    )
    verdict = scene.check(scene.made(whole), "--json")
    assert (verdict.status, [each["seq"] for each in verdict.json["records"]]) == (0, list(range(1, 9)))
    verdict = scene.check(scene.made(account), "--json")
    assert (verdict.status, [each["seq"] for each in verdict.json["records"]]) == (0, [1, 3, 5, 7, 8])

    def later(data: Data) -> None:
        data["chosen"]["known_at"] -= 3_000_000

    verdict = scene.check(tampered(scene.made(account), later, scene.key), "--json")
    assert (8, "Event 8 was recorded later than the file is to tell.") in verdict.findings


# Files that are none.


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html></html>",
        b"\xff\xfe\x00",
        b'<script type="application/json" id="evidence">{}</script>',
        b'<script type="application/json" id="evidence">{"a": 1, "a": 2}</script>',
        b'<script type="application/json" id="evidence">' + b"[" * 100_000 + b"</script>",
        b'<script type="application/json" id="evidence">' + b"9" * 5_000 + b"</script>",
        b'<script type="application/json" id="evidence">NaN</script>',
        b'<script type="application/json" id="evidence">"\xff"</script>',
        b'<script type="application/json" id="evidence">{"format": "tieline-evidence-v2"}</script>'
        b'<script type="application/json" id="signature">""</script>',
    ],
)
def test_a_file_that_is_no_evidence_is_refused_in_one_sentence(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "file.html"
    file.write_bytes(raw)
    verdict = Verdict(file)
    assert (verdict.status, verdict.said) == (1, "")
    assert verdict.complained.startswith("file.html cannot be checked: ")
    assert verdict.complained.count("\n") == 1


def test_what_cannot_be_read_is_refused_in_one_sentence(sqlite_scene: EvidenceScene) -> None:
    file = sqlite_scene.made(EVENT)
    for arguments in (
        ("--key", "no key"),
        ("--checkpoint", "nowhere.txt"),
        ("--checkpoint", file.name),
        ("--nothing",),
    ):
        verdict = Verdict(file, *arguments)
        assert (verdict.status, verdict.said, verdict.complained.count("\n")) == (1, "", 1)
    assert Verdict(file.with_name("nowhere.html")).complained == (
        "nowhere.html cannot be used: No such file or directory.\n"
    )
    assert Verdict(file.parent / ".").status == 1


WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**64, 10**400, 1.5, "", "x", "\ud800", "9" * 400, [], {}, [[]], [None], {"a": {}},
    {"key": 1, "box": 2}, {"key": [], "box": ""}, "￿",
)  # fmt: skip


def test_wrong_values_everywhere_never_end_in_an_error(sqlite_scene: EvidenceScene) -> None:
    page, data = parts(sqlite_scene.made(ACCOUNT))
    program = sqlite_scene.folder / "tieline_verify.py"
    program.write_bytes(VERIFIER.read_bytes())
    files = sqlite_scene.folder / "wrong"
    files.mkdir()
    chance = random.Random(11)
    for number in range(300):
        changed = json.loads(json.dumps(data))
        for _ in range(chance.choice((1, 1, 2))):
            put_wrong(changed, chance)
        text = json.dumps(changed, allow_nan=True).replace("<", "\\u003c")
        note = json.dumps(sqlite_scene.key.sign_digest("evidence", bytes(32)))
        (files / f"{number}.html").write_text(
            f'{page}<script type="application/json" id="evidence">{text}</script>{SIGNATURE}{note}</script>',
            encoding="utf-8",
        )
    code = (
        "import runpy, sys, contextlib, io, pathlib\n"
        "program = runpy.run_path('tieline_verify.py')\n"
        "for each in sorted(pathlib.Path('wrong').iterdir()):\n"
        "    for more in ([], ['--events'], ['--json']):\n"
        "        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), 'utf-8')):\n"
        "            with contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO(), 'utf-8')):\n"
        "                status = program['main']([str(each), *more])\n"
        "        assert status == 1, each\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=sqlite_scene.folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]


def put_wrong(value: Any, chance: random.Random) -> None:
    """Put something wrong in some place of the data, or of a payload in it, or take something away."""
    place = value
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = chance.choice(keys)
        inner = place[key]
        if key == "payload" and chance.random() < 0.7:
            from base64 import b64decode

            fields = json.loads(b64decode(inner))
            put_wrong(fields, chance)
            place[key] = b64encode(json.dumps(fields).encode("utf-8", "surrogatepass")).decode()
            return
        if isinstance(inner, (dict, list)) and inner and chance.random() < 0.8:
            place = inner
            continue
        if isinstance(place, dict) and chance.random() < 0.1:
            del place[key]
        else:
            place[key] = chance.choice(WRONG)
        return


def test_a_deeply_nested_payload_is_a_finding(sqlite_scene: EvidenceScene) -> None:
    def deep(data: Data) -> None:
        payload = b'{"on":{"first":"2020-01-01"},"deep":' + b"[" * 900 + b"]" * 900 + b"}"
        of_seq(data, 5)["payload"] = b64encode(payload).decode()

    file = tampered(sqlite_scene.made(ACCOUNT), deep, sqlite_scene.key)
    assert (5, "The payload of event 5 cannot be read.") in sqlite_scene.check(file, "--json").findings


def test_a_reader_that_goes_away_is_no_error(sqlite_scene: EvidenceScene) -> None:
    file = sqlite_scene.made(WHOLE)
    sqlite_scene.check(file)
    shell = f'"{sys.executable}" -I tieline_verify.py {file.name} --events | true'
    run = subprocess.run(
        shell, shell=True, cwd=file.parent, capture_output=True, text=True, check=False, env=os.environ
    )
    assert run.stderr == ""
