"""Timestamps over checkpoints, from a real authority on this machine, kept, put into evidence and checked by others' means."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from domain.ledger.timestamp import timestamped
from tests.ledger.evidence_files import Data, Verdict, parts, tampered
from tests.ui.command_line import CommandLine
from ui.settings import Settings

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="the authority of these tests is the program openssl")

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
[signer]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


class Authority(BaseHTTPRequestHandler):
    """Answers each request with ``openssl ts``, or as ``misbehaviour`` says."""

    folder: ClassVar[Path]
    misbehaviour: ClassVar[str] = ""
    asked: ClassVar[int] = 0

    def do_POST(self) -> None:
        type(self).asked += 1
        request = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.answer(request)
        self.send_response(500 if self.misbehaviour == "fails" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, request: bytes) -> bytes:
        (self.folder / "request.tsq").write_bytes(request)
        if self.misbehaviour == "talks":
            return b"<html>no timestamp</html>"
        if self.misbehaviour == "other" and (self.folder / "answer.tsr").exists():
            return (self.folder / "answer.tsr").read_bytes()
        openssl(self.folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()

    def log_message(self, *_: Any) -> None:
        pass


def openssl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert OPENSSL
    run = subprocess.run([OPENSSL, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run


@pytest.fixture(scope="module")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root, and an authority that it certified."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    new = ("req", "-newkey", "rsa:2048", "-nodes", "-batch")
    openssl(folder, *new, "-x509", "-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem", "-days", "9")
    openssl(folder, *new, "-subj", "/CN=Timestamps", "-keyout", "tsa.key", "-out", "tsa.csr")
    signed = (
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-extfile",
        "tsa.cnf",
        "-extensions",
        "signer",
    )
    openssl(folder, "x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem", "-days", "9")
    return folder


@pytest.fixture
def authority(authority_folder: Path) -> Iterator[str]:
    """Its address."""
    Authority.folder, Authority.misbehaviour, Authority.asked = authority_folder, "", 0
    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def terminal(sqlite_settings: Settings) -> CommandLine:
    terminal = CommandLine(sqlite_settings)
    terminal.does("open", "Harbour Foods", "--on", "2020-01-01")
    terminal.does("keys", "create", "--name", "example.org/tieline")
    return terminal


def test_a_timestamp_is_got_once_kept_and_good_for_others(
    terminal: CommandLine, authority: str, authority_folder: Path
) -> None:
    said = terminal.does("checkpoint", "--timestamp", authority)
    assert "A timestamping authority states that it was there by 20" in said
    (kept,) = terminal.settings.proof_folder.glob("checkpoints/*.tsr")
    (note,) = terminal.settings.proof_folder.glob("checkpoints/*.txt")
    assert str(kept) in said
    check = ("ts", "-verify", "-in", str(kept), "-data", str(note), "-CAfile", "root.pem")
    assert "Verification: OK" in openssl(authority_folder, *check).stdout
    assert terminal.json("checkpoint", "--timestamp", authority)["timestamp"]
    assert Authority.asked == 1
    assert terminal.does("verify")


def test_evidence_holds_the_timestamp_of_its_checkpoint(
    terminal: CommandLine, authority: str, authority_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "evidence.html"
    terminal.does("evidence", "harbour", "-o", str(file), "--timestamp", authority)
    key = terminal.does("keys", "show").splitlines()[0]
    assert "A timestamping authority states that it was there by" in file.read_text(encoding="utf-8")
    verdict = Verdict(file, "--key", key, "--extract", "out")
    assert verdict.status == 0
    assert "Timestamp: 20" in verdict.said
    check = ("-in", str(tmp_path / "out" / "checkpoint.tsr"), "-data", str(tmp_path / "out" / "checkpoint.txt"))
    assert "Verification: OK" in openssl(authority_folder, "ts", "-verify", *check, "-CAfile", "root.pem").stdout
    assert Verdict(file, "--key", key, "--extract", "out").complained == "out cannot be used: File exists.\n"
    assert Verdict(file, "--json").json["timestamp"].startswith("20")


def test_a_timestamp_of_something_else_is_named(terminal: CommandLine, authority: str, tmp_path: Path) -> None:
    file = tmp_path / "evidence.html"
    terminal.does("evidence", "harbour", "-o", str(file), "--timestamp", authority)
    stamp = parts(file)[1]["timestamp"]
    terminal.does("interaction", "Harbour", "call", "Agreed", "--on", "2021-05-05")
    terminal.does("evidence", "harbour", "-o", str(file), "--force")
    assert parts(file)[1]["timestamp"] is None

    def change(to: str) -> list[tuple[int, str]]:
        def put(data: Data) -> None:
            data["timestamp"] = to

        return Verdict(tampered(file, put), "--json").findings

    assert (0, "The timestamp in the file is not of its checkpoint.") in change(stamp)
    for broken in ("AAAA", "", stamp[:80], "BgsqhkiG9w0BCRABBA=="):
        assert (0, "The timestamp in the file cannot be read.") in change(broken)


@pytest.mark.parametrize(
    ("misbehaviour", "said"),
    [
        ("fails", "Internal Server Error"),
        ("talks", "the answer is no timestamp"),
        ("other", "the answer is over something else"),
    ],
)
def test_an_authority_that_does_not_answer_well_is_refused_and_the_checkpoint_kept(
    terminal: CommandLine, authority: str, misbehaviour: str, said: str
) -> None:
    if misbehaviour == "other":
        timestamped(b"something else", authority)
    Authority.misbehaviour = misbehaviour
    result = terminal.run("checkpoint", "--timestamp", authority)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr
    assert len(list(terminal.settings.proof_folder.glob("checkpoints/*"))) == 1


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "somewhere", "http://127.0.0.1:1/", "http://[", "file:///etc/hosts"]
)
def test_an_address_that_leads_nowhere_is_refused(terminal: CommandLine, url: str) -> None:
    result = terminal.run("checkpoint", "--timestamp", url)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "timestamp" in result.stderr


def test_a_kept_timestamp_that_was_changed_is_told(terminal: CommandLine, authority: str) -> None:
    terminal.does("checkpoint", "--timestamp", authority)
    (kept,) = terminal.settings.proof_folder.glob("checkpoints/*.tsr")
    kept.write_bytes(b"no timestamp")
    result = terminal.run("checkpoint")
    assert result.exit_code == 2
    assert "the answer is no timestamp" in result.stderr
