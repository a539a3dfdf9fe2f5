"""Signed notes and checkpoints, byte for byte as C2SP has them (signed-note, tlog-checkpoint), with Ed25519 keys.

A checkpoint says in three lines whose ledger it is, how many events it has and what the root of their tree is; a
signature line follows.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.ledger.merkle import HASH_BYTES

ED25519 = b"\x01"
"""The kind of a key, as the notes number them."""
ID_BYTES, KEY_BYTES, SIGNATURE_BYTES = 4, 32, 64
SECRET = "PRIVATE+KEY+"  # noqa: S105  # what the text of every signing key begins with
NAME = re.compile(r"[^\s+]+")
SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")


class NotANote(Exception):
    """A text that is no checkpoint or no key; the message says what is wrong with it."""


class PublicKey(msgspec.Struct, frozen=True):
    """What a signature is verified with. ``name`` is the ledger's, the first line of its checkpoints."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """The first four bytes of a hash over name and key, in hexadecimal; tells keys apart, secures nothing."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:ID_BYTES].hex()

    def __str__(self) -> str:
        return f"{self.name}+{self.id}+{_base64(ED25519 + self.raw)}"

    def signed(self, note: "Note") -> bool:
        """Whether a signature under the note is this key's and fits its text."""
        for signature in note.signatures:
            if (signature.name, signature.key_id) == (self.name, self.id):
                try:
                    Ed25519PublicKey.from_public_bytes(self.raw).verify(signature.raw, note.body.encode())
                except InvalidSignature:
                    continue
                return True
        return False


class SigningKey(msgspec.Struct, frozen=True):
    """What checkpoints are signed with. Its text is the secret itself."""

    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """The key that others verify with."""
        return PublicKey(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def secret(self) -> str:
        """The key as it is kept in a file."""
        return f"{SECRET}{self.name}+{self.public.id}+{_base64(ED25519 + self.seed)}"

    def sign(self, size: int, root: bytes) -> "Note":
        """The checkpoint of a ledger of this size and root, signed."""
        checkpoint = Note(origin=self.name, size=size, root=root, body=f"{self.name}\n{size}\n{_base64(root)}\n")
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).sign(checkpoint.body.encode())
        return msgspec.structs.replace(checkpoint, signatures=(Signature(self.name, self.public.id, raw),))

    def sign_digest(self, what: str, digest: bytes) -> str:
        """A signed note over a digest. Its first line, “name/what”, is that of no checkpoint, nor of another kind of note."""
        body = f"{self.name}/{what}\n{_base64(digest)}\n"
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).sign(body.encode())
        return f"{body}\n{Signature(self.name, self.public.id, raw)}\n"


class Signature(msgspec.Struct, frozen=True):
    """A line under a note: who signed, with which key."""

    name: str
    key_id: str
    raw: bytes

    def __str__(self) -> str:
        return f"— {self.name} {_base64(bytes.fromhex(self.key_id) + self.raw)}"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint as it is handed on. ``body`` is the very text that was signed."""

    origin: str
    size: int
    root: bytes
    body: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        lines = [f"{each}\n" for each in self.signatures]
        return f"{self.body}\n{''.join(lines)}"


def new_key(name: str) -> SigningKey:
    """A fresh key for the ledger of this name. Raises NotANote."""
    if not NAME.fullmatch(name):
        raise NotANote(f"“{name}” cannot name a key: write a name without spaces and +, such as example.org/ledger")
    return SigningKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def read_public_key(text: str) -> PublicKey:
    """The key in “name+id+base64”. Raises NotANote."""
    name, raw, key_id = _key(text.strip())
    key = PublicKey(name, raw)
    if key.id != key_id:
        raise NotANote(f"the id in the key of {name} is not that of the key")
    return key


def read_signing_key(text: str) -> SigningKey:
    """The reverse of ``SigningKey.secret``. Raises NotANote."""
    text = text.strip()
    if not text.startswith(SECRET):
        raise NotANote("a signing key begins with PRIVATE+KEY+")
    name, seed, key_id = _key(text.removeprefix(SECRET))
    key = SigningKey(name, seed)
    if key.public.id != key_id:
        raise NotANote(f"the id in the signing key of {name} is not that of the key")
    return key


def read_note(text: str) -> Note:
    """A checkpoint with its signatures, none of them verified yet. Raises NotANote."""
    body, blank, below = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or not lines[0] or not SIZE.fullmatch(lines[1]) or not below.endswith("\n"):
        raise NotANote(
            "a checkpoint is a name, a number and a root in Base64, one a line, an empty line and signatures"
        )
    root = _bytes(lines[2])
    if len(root) != HASH_BYTES:
        raise NotANote(f"a root has {HASH_BYTES} bytes, not {len(root)}")
    signatures = tuple(_signature(line) for line in below.removesuffix("\n").split("\n"))
    return Note(origin=lines[0], size=int(lines[1]), root=root, body=body + "\n", signatures=signatures)


def _signature(line: str) -> Signature:
    found = SIGNATURE.fullmatch(line)
    raw = _bytes(found[2]) if found else b""
    if not found or len(raw) <= ID_BYTES:
        raise NotANote("a signature is the line “— name base64”")
    return Signature(found[1], raw[:ID_BYTES].hex(), raw[ID_BYTES:])


def _key(text: str) -> tuple[str, bytes, str]:
    """Name, 32 bytes and id of a key. Raises NotANote."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = _bytes(encoded)
    if not NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != 1 + KEY_BYTES:
        raise NotANote("a key is “name+id+base64” of an Ed25519 key")
    return name, raw[1:], key_id


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raw = b""
    if not raw or _base64(raw) != text:
        raise NotANote(f"“{text}” is not Base64")
    return raw
