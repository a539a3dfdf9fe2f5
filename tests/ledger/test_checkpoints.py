"""Signed checkpoints: the C2SP formats byte for byte, the folder of keys, and what is signed over."""

import stat
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.checkpoints import sign_head
from domain.ledger.database import Database
from domain.ledger.merkle import EMPTY
from domain.ledger.migrate import migrate
from domain.ledger.note import NotANote, PublicKey, SigningKey, new_key, read_note, read_public_key, read_signing_key
from domain.ledger.proofs import CannotProve, ProofFolder
from domain.ledger.record import Append, Envelope
from domain.ledger.recorder import LedgerRecorder
from tests.conftest import Clock
from ui.settings import Settings

NAME = "example.org/ledger"
NOW = 1_795_338_000_000_000
ROOT = sha256(b"root").digest()

# From the documentation of golang.org/x/mod/sumdb/note: a public key, and a note that its key signed.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.ledger_address)
    migrate(database, "ledger")
    yield database
    database.close()


@pytest.fixture
def recorder(database: Database, clock: Clock) -> LedgerRecorder:
    return LedgerRecorder(database, clock)


@pytest.fixture
def folder(tmp_path: Path) -> ProofFolder:
    return ProofFolder(tmp_path / "proof")


def log(recorder: LedgerRecorder, count: int) -> None:
    start = recorder.head()[0] + 1
    stored = [StoredEvent("a", start + i, "happened@1", b"{}") for i in range(count)]
    envelope = Envelope(recorded_by="local:kim")
    recorder.append([Append(command_id=f"c{start}", fingerprint=b"f", events=stored, envelope=envelope)])


def test_a_key_and_a_signature_made_by_go_are_understood() -> None:
    key = read_public_key(GO_KEY)
    assert str(key) == GO_KEY
    assert b64decode(GO_SIGNATURE)[:4].hex() == key.id == "c74f20a3"
    Ed25519PublicKey.from_public_bytes(key.raw).verify(b64decode(GO_SIGNATURE)[4:], GO_TEXT.encode())
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(key.raw).verify(b64decode(GO_SIGNATURE)[4:], b"x")


def test_a_checkpoint_is_three_lines_an_empty_one_and_a_signature() -> None:
    key = SigningKey(NAME, bytes(range(32)))
    text = str(key.sign(5, ROOT))
    assert text == (
        "example.org/ledger\n5\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n\n"
        "— example.org/ledger "
        "X1txbZwiqyyGwnHLgeqbmoGod3GK/LLLKG6lBDbZzmaXlgcIXAE9TWfi2vd48AEpxnWV4eRU5fmjCIWSONoCoxi4JA4=\n"
    )


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_whatever_is_signed_is_read_back_and_verifies(seed: bytes, size: int, root: bytes) -> None:
    key = SigningKey(NAME, seed)
    note = read_note(str(key.sign(size, root)))
    assert (note.origin, note.size, note.root) == (NAME, size, root)
    assert key.public.signed(note)
    assert read_public_key(str(key.public)) == key.public
    assert read_signing_key(key.secret()) == key


def test_a_signature_by_another_key_or_over_another_text_does_not_count() -> None:
    key, other = new_key(NAME), new_key(NAME)
    note = key.sign(5, ROOT)
    assert not other.public.signed(note)
    assert not PublicKey("example.org/other", key.public.raw).signed(note)
    assert not key.public.signed(read_note(str(note).replace("\n5\n", "\n6\n")))
    (signature,) = note.signatures
    claimed = msgspec.structs.replace(signature, key_id=other.public.id)
    assert not other.public.signed(msgspec.structs.replace(note, signatures=(claimed,)))
    short = msgspec.structs.replace(signature, raw=signature.raw[:-1])
    assert not key.public.signed(msgspec.structs.replace(note, signatures=(short,)))


def test_signatures_of_others_under_a_checkpoint_do_no_harm() -> None:
    key, witness = new_key(NAME), new_key("witness.example")
    text = str(key.sign(5, ROOT))
    cosigned = text + "— witness.example " + str(witness.sign(5, ROOT)).rsplit(" ", 1)[1]
    note = read_note(cosigned)
    assert str(note) == cosigned
    assert key.public.signed(note)


def test_a_line_of_an_extension_is_signed_over_too() -> None:
    text = str(new_key(NAME).sign(5, ROOT)).replace("\n\n", "\nextension\n\n")
    assert read_note(text).body.endswith("=\nextension\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n", "\n"),
        ("\n5\n", "\n05\n"),
        ("\n5\n", "\n-5\n"),
        ("\n5\n", "\nfive\n"),
        ("example.org/ledger\n5", "\n5"),
        ("SBNJTRN+FjG7", "SBNJTRN+"),
        ("SBNJTRN+FjG7", "SBNJTRN+FjG*"),
        ("d7I=\n\n", "d7J=\n\n"),
        ("— ", "- "),
        ("— example.org/ledger ", "— example.org/ledger  "),
        ("— example.org/ledger ", "— "),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    text = str(SigningKey(NAME, bytes(range(32))).sign(5, ROOT))
    assert old in text
    with pytest.raises(NotANote):
        read_note(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "text", ["", "x", "a+b", "a+00000000+AQ==", GO_KEY.replace("c74f20a3", "c74f20a4"), GO_KEY[:-4]]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        read_public_key(text)
    with pytest.raises(NotANote):
        read_signing_key(text)
    with pytest.raises(NotANote):
        read_signing_key("PRIVATE+KEY+" + text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_key_has_a_name_of_one_word(name: str) -> None:
    with pytest.raises(NotANote, match="cannot name a key"):
        new_key(name)


def test_the_secret_is_in_a_file_that_only_its_owner_may_read(folder: ProofFolder) -> None:
    public = folder.create(NAME, NOW)
    path = folder.folder / f"signing-{public.id}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.folder.stat().st_mode) == 0o700
    assert folder.signing_key().public == public
    (kept,) = folder.keys()
    assert kept.public == public
    secret = path.read_text(encoding="utf-8").strip().split("+", 4)[4]
    assert not any(secret in each.read_text(encoding="utf-8") for each in folder.folder.glob("*.json"))


def test_a_second_key_is_made_only_by_rotating(folder: ProofFolder) -> None:
    folder.create(NAME, NOW)
    with pytest.raises(CannotProve, match="tieline keys rotate"):
        folder.create(NAME, NOW)


def test_without_a_key_nothing_is_signed_or_rotated(database: Database, folder: ProofFolder) -> None:
    for act in (folder.signing_key, lambda: folder.rotate(NOW), lambda: sign_head(database, folder)):
        with pytest.raises(CannotProve, match="tieline keys create"):
            act()


def test_a_lost_or_foreign_secret_is_told(folder: ProofFolder) -> None:
    path = folder.folder / f"signing-{folder.create(NAME, NOW).id}.key"
    path.write_text(new_key(NAME).secret(), encoding="utf-8")
    with pytest.raises(CannotProve, match="is not the one"):
        folder.signing_key()
    path.unlink()
    with pytest.raises(CannotProve, match="cannot be read"):
        folder.signing_key()


def test_a_list_of_keys_that_cannot_be_read_is_told(folder: ProofFolder) -> None:
    folder.create(NAME, NOW)
    for text in ("[", '[{"key": "x", "since": ""}]'):
        (folder.folder / "keys.json").write_text(text, encoding="utf-8")
        with pytest.raises(CannotProve, match="restore it from a copy"):
            folder.keys()


def test_the_present_head_is_signed_and_the_note_kept(
    database: Database, recorder: LedgerRecorder, folder: ProofFolder
) -> None:
    key = folder.create(NAME, NOW)
    assert sign_head(database, folder).note.root == EMPTY
    log(recorder, 7)
    signed = sign_head(database, folder)
    assert (signed.note.size, signed.note.root, signed.repeated) == (7, recorder.tree().root(), False)
    assert read_note(signed.path.read_text(encoding="utf-8")) == signed.note
    assert key.signed(signed.note)
    assert [each.note.size for each in folder.notes() if each.note] == [0, 7]
    assert sign_head(database, folder).repeated


def test_after_a_rotation_old_checkpoints_still_verify_and_new_ones_bear_the_new_key(
    database: Database, recorder: LedgerRecorder, folder: ProofFolder
) -> None:
    first = folder.create(NAME, NOW)
    log(recorder, 3)
    old = sign_head(database, folder)
    second = folder.rotate(NOW + 1_000_000)
    assert not (folder.folder / f"signing-{first.id}.key").exists()
    retired, present = folder.keys()
    assert (retired.public, retired.signed, present.public) == (first, (old.path.name,), second)
    assert (retired.since, retired.until, present.since) == (
        "2026-11-22T09:00:00+00:00",
        "2026-11-22T09:00:01+00:00",
        "2026-11-22T09:00:01+00:00",
    )
    again = sign_head(database, folder)
    assert not again.repeated
    assert second.signed(again.note)
    assert first.signed(old.note)
    assert again.path != old.path
    log(recorder, 2)
    assert second.signed(sign_head(database, folder).note)


def test_what_a_retired_key_signs_later_does_not_count(
    database: Database, recorder: LedgerRecorder, folder: ProofFolder
) -> None:
    folder.create(NAME, NOW)
    stolen = folder.signing_key()
    log(recorder, 3)
    folder.rotate(NOW)
    folder.keep(stolen.sign(3, recorder.tree().root()))
    with pytest.raises(CannotProve, match="signed with a retired key that is not on record as having signed it"):
        sign_head(database, folder)


def test_a_checkpoint_of_a_retired_key_that_went_missing_is_told(
    database: Database, recorder: LedgerRecorder, folder: ProofFolder
) -> None:
    folder.create(NAME, NOW)
    log(recorder, 3)
    path = sign_head(database, folder).path
    folder.rotate(NOW)
    path.unlink()
    with pytest.raises(CannotProve, match=f"the checkpoint {path.name} is on record as signed but missing"):
        sign_head(database, folder)


def test_a_checkpoint_of_another_ledger_is_told(
    database: Database, recorder: LedgerRecorder, folder: ProofFolder, tmp_path: Path
) -> None:
    folder.create(NAME, NOW)
    log(recorder, 3)
    sign_head(database, folder)
    other = Database(f"sqlite+pysqlite:///{tmp_path}/other.db")
    migrate(other, "ledger")
    with pytest.raises(CannotProve, match="the ledger has 0 events and had 3"):
        sign_head(other, folder)
    other.close()
