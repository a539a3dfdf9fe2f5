"""Makes evidence as a person would, tampers with the file as a forger would, and has it checked where there is no Tieline."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import domain.ledger
from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.checkpoints import sign_head
from domain.ledger.evidence import DATA, END, Ground, in_script, leaf_of, signed_file
from domain.ledger.note import SigningKey
from domain.ledger.proofs import ProofFolder
from domain.ledger.record import Record
from domain.policy.change import ChangePolicy
from domain.policy.model import POLICY_MODEL
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from projections.evidence import Chosen, gather
from tests.conftest import Clock
from ui.bootstrap import Tieline
from ui.evidence.report import report

VERIFIER = Path(domain.ledger.__path__[0], "tieline_verify.py")
ONE, OTHER = "relationship-00000000000000aa", "relationship-00000000000000bb"
Data = dict[str, Any]


class Verdict:
    """What the verifier said, run as a program of its own in a folder without Tieline, with nothing of this project importable."""

    def __init__(self, file: Path, *arguments: str) -> None:
        program = file.with_name("tieline_verify.py")
        if not program.exists():
            program.write_bytes(VERIFIER.read_bytes())
        run = subprocess.run(
            [sys.executable, "-I", program.name, file.name, *arguments],
            cwd=file.parent, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        self.status, self.said, self.complained = run.returncode, run.stdout, run.stderr
        assert "Traceback" not in run.stderr, run.stderr

    @property
    def findings(self) -> list[tuple[int, str]]:
        """What was found, of a run with --json."""
        return [(each["seq"], each["sentence"]) for each in json.loads(self.said)["findings"]]

    @property
    def json(self) -> Any:
        """Everything, of a run with --json."""
        return json.loads(self.said)


class EvidenceScene:
    """Two accounts with ten events, a second version of the policy, and a key."""

    def __init__(self, tieline: Tieline, clock: Clock, by: Actor, folder: Path) -> None:
        self.tieline, self.clock, self.by, self.folder = tieline, clock, by, folder
        self.proofs = ProofFolder(tieline.settings.proof_folder)
        self.proofs.create("example.org/ledger", clock())
        for stream, name in ((ONE, "Harbour <b>Foods</b> & Sons"), (OTHER, "Northern Stores")):
            tieline.handle(stream, OpenRelationship(on=parse_when("2020-01-01"), name=name), by=by)
        self.log(4)
        rules = tieline.tracker.around.rules_on(parse_when("2020-01-01").first)
        tieline.handle(
            POLICY_MODEL.name,
            ChangePolicy(on=parse_when("2021-01-01"), reason="Drawn up anew", rules=_stricter(rules)),
            by=by,
        )
        self.log(4)
        tieline.handle(ONE, Reclassify(on=parse_when("2022"), to="emerging", reason="Small, and quick"), by=by)

    @property
    def key(self) -> SigningKey:
        """The key that the ledger's keeper signs with."""
        return self.proofs.signing_key()

    def log(self, count: int) -> None:
        """Record some calls, a second apart."""
        for number in range(count):
            self.clock.microseconds += 1_000_000
            spoken = LogInteraction(on=parse_when("2021-05-05"), kind="call", summary=f"Call {number} </script>")
            self.tieline.handle((ONE, OTHER)[number % 2], spoken, by=self.by, reported_by="Ann")

    def made(self, chosen: Chosen, name: str = "evidence.html") -> Path:
        """A file of evidence."""
        tieline, key = self.tieline, self.key
        tieline.engine.catch_up()
        ground = Ground(tieline.database, sign_head(tieline.database, self.proofs).note)
        found = gather(tieline.tracker, ground, key.public, chosen, by=self.by.subject, at=self.clock())
        page = report(found, key.public, self.by.subject, self.clock())
        path = self.folder / name
        path.write_bytes(signed_file(page, found.data, key))
        return path

    def check(self, file: Path, *arguments: str) -> Verdict:
        """What the verifier says of it to somebody who has the right key."""
        return Verdict(file, "--key", str(self.key.public), *arguments)


def _stricter(rules: Any) -> Any:
    from msgspec.structs import replace

    return replace(rules, attention=replace(rules.attention, quiet=90))


def parts(file: Path) -> tuple[str, Data]:
    """The readable part of a file and its data."""
    page, _, rest = file.read_text(encoding="utf-8").partition(DATA)
    return page, json.loads(rest.partition(END)[0])


def tampered(file: Path, change: Callable[[Data], None], key: SigningKey | None = None) -> Path:
    """The file with other data; signed anew where there is a key, else with the signature that it had."""
    page, data = parts(file)
    change(data)
    if key:
        file.write_bytes(signed_file(page, data, key))
        return file
    ahead, _, behind = file.read_text(encoding="utf-8").partition(DATA)
    rest = behind[behind.index(END) :]
    file.write_text(f"{ahead}{DATA}{in_script(data)}{rest}", encoding="utf-8")
    return file


def hashed_anew(event: Data) -> None:
    """Make an event's leaf hash fit what it now says."""
    record = Record(
        **{name: event[name] for name in Record.__struct_fields__} | {"payload": b64decode(event["payload"])}
    )
    leaf = leaf_of(record)
    event["leaf_hash"] = b64encode(leaf).decode()


def of_seq(data: Data, seq: int) -> Data:
    """An event of the file."""
    found: Data = next(each for each in data["events"] if each["seq"] == seq)
    return found


def flip(event: Data) -> None:
    """Change one byte of a payload such that it still is JSON of the same kind."""
    payload = b64decode(event["payload"])
    assert b'"first":"20' in payload
    event["payload"] = b64encode(payload.replace(b'"first":"20', b'"first":"19', 1)).decode()


def sentences(verdict: Verdict) -> Sequence[str]:
    """What was found, without the numbers."""
    return [sentence for _, sentence in verdict.findings]
