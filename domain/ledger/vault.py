"""The vault: keys and names, kept apart from the log and its backups, so that people can be forgotten.

The log holds people's words only as boxes sealed under a key of their own (AES-256-GCM). Deleting the key makes the
words unreadable everywhere while the record, its hash and every proof stay as they are.
"""

import hmac
import os
import re
from collections import deque
from collections.abc import Iterable
from threading import Lock
from typing import cast
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.ledger.database import Database, in_chunks, question_marks
from domain.ledger.schema import KEYS

KEY_BYTES = 32
NONCE_BYTES = 12
PERSON_ID = re.compile("person-[0-9a-f]{12}")
RESERVE = 64
"""Keys made ahead in one durable write, so that an append need not wait for one of its own."""


class Vault:
    """Seals words under fresh keys, opens them while their key exists, and knows people by id."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._ready: deque[tuple[int, bytes]] = deque()
        self._process = os.getpid()
        self._lock = Lock()
        self._pepper = b""

    def key(self) -> tuple[int, bytes]:
        """A fresh key that no record has used: its number and its secret."""
        with self._lock:
            if not self._ready or self._process != os.getpid():
                self._reserve(RESERVE)
            return self._ready.popleft()

    def reserve(self, count: int) -> None:
        """Make keys for a batch in one write."""
        with self._lock:
            missing = count - len(self._ready)
            if missing > 0:
                self._reserve(missing)

    def _reserve(self, count: int) -> None:
        if self._process != os.getpid():
            self._ready.clear()
            self._process = os.getpid()
        secrets = os.urandom(KEY_BYTES * count)
        with self.database.write() as connection:
            if not self.database.is_sqlite:
                self.database.run(connection, "LOCK TABLE keys IN EXCLUSIVE MODE")
            last = self.database.rows(connection, "SELECT last FROM key_numbers WHERE id = 1")[0][0]
            self.database.run(connection, "UPDATE key_numbers SET last = ? WHERE id = 1", (last + count,))
            fresh = [(last + 1 + i, secrets[KEY_BYTES * i : KEY_BYTES * (i + 1)]) for i in range(count)]
            self.database.insert(connection, KEYS, fresh)
        self._ready.extend(fresh)

    def open_all(self, boxes: Iterable[tuple[int, bytes]]) -> list[str | None]:
        """The words of each (key, box); None where the key was destroyed or does not fit."""
        wanted = list(boxes)
        secrets = self.secrets(key for key, _ in wanted)
        return [unseal(secrets[key], box) if key in secrets else None for key, box in wanted]

    def secrets(self, keys: Iterable[int]) -> dict[int, bytes]:
        """The secrets of those of these keys that were not destroyed, by number."""
        secrets: dict[int, bytes] = {}
        with self.database.read() as connection:
            for ids in in_chunks(sorted(set(keys)), 500):
                marks = question_marks(ids)
                found = self.database.rows(connection, f"SELECT id, secret FROM keys WHERE id IN ({marks})", ids)
                secrets.update((key, bytes(secret)) for key, secret in found)
        return secrets

    def fingerprint(self, said: bytes) -> bytes:
        """A keyed hash (HMAC-SHA-256): tells two commands apart without giving their words away."""
        if not self._pepper:
            with self.database.write() as connection:
                fresh = (os.urandom(KEY_BYTES),)
                self.database.run(
                    connection, "INSERT INTO pepper (id, secret) VALUES (1, ?) ON CONFLICT DO NOTHING", fresh
                )
                found = self.database.rows(connection, "SELECT secret FROM pepper WHERE id = 1")
            self._pepper = bytes(found[0][0])
        return hmac.digest(self._pepper, said, "sha256")

    def person(self, name: str) -> str:
        """The id of the person of this name, made up at first sight; ids say nothing of the name.

        The id of somebody who is known, or was forgotten, stands for them.
        """
        name = " ".join(name.split())
        if self._is_id(name):
            return name
        with self.database.write() as connection:
            made_up = (f"person-{uuid4().hex[:12]}", name)
            self.database.run(connection, "INSERT INTO people (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", made_up)
            return str(self.database.rows(connection, "SELECT id FROM people WHERE name = ?", (name,))[0][0])

    def known(self, name: str) -> str:
        """The id of the person of this name; the name itself where nobody of this name is known yet. Writes nothing."""
        name = " ".join(name.split())
        with self.database.read() as connection:
            found = self.database.rows(connection, "SELECT id FROM people WHERE name = ?", (name,))
        return str(found[0][0]) if found else name

    def _is_id(self, name: str) -> bool:
        if not PERSON_ID.fullmatch(name):
            return False
        either = (
            "SELECT id FROM people WHERE id = ? UNION ALL SELECT id FROM destroyed WHERE kind = 'person' AND id = ?"
        )
        return bool(self.database.look(either, (name, name)))

    def everyone(self) -> dict[str, str]:
        """The names of all people that are not forgotten, by id, in the order of their names."""
        return dict(cast("list[tuple[str, str]]", self.database.look("SELECT id, name FROM people ORDER BY name, id")))

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """The names of those of these people that are not forgotten, by id."""
        found: dict[str, str] = {}
        with self.database.read() as connection:
            for some in in_chunks(sorted(set(people)), 500):
                marks = question_marks(some)
                found.update(self.database.rows(connection, f"SELECT id, name FROM people WHERE id IN ({marks})", some))
        return found


def seal(secret: bytes, words: str) -> bytes:
    """The box: a random nonce, then ciphertext and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, words.encode(), None)


def unseal(secret: bytes, box: bytes) -> str | None:
    """The words in a box, or None where the key does not fit."""
    try:
        return AESGCM(secret).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], None).decode()
    except InvalidTag:
        return None
