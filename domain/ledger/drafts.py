"""Drafts: what people have typed and not yet recorded, each only for whoever typed it.

They are kept in the vault's database, apart from the log and from every backup, and are overwritten when deleted. They go
when what they say is recorded, when their author discards them, when somebody whom they mention is forgotten, and after
thirty days.
"""

from collections.abc import Callable

import msgspec

from domain.ledger.database import Database, in_chunks

KEPT_FOR = 30 * 24 * 3600 * 1_000_000
"""Microseconds."""
AT_ONCE = 500


class KeptDraft(msgspec.Struct, frozen=True):
    """What somebody has typed in a place, and when last (UTC microseconds since 1970)."""

    place: str
    kept_at: int
    content: str


class Drafts:
    """The drafts in one vault."""

    def __init__(self, vault: Database, clock: Callable[[], int]) -> None:
        """``clock`` gives UTC microseconds since 1970."""
        self._vault = vault
        self._clock = clock

    def keep(self, subject: str, place: str, content: str) -> int:
        """Keep what somebody has typed, in the place of what they had typed there before; when it was kept."""
        now = self._clock()
        with self._vault.write(durable=False) as connection:
            self._vault.run(connection, "DELETE FROM drafts WHERE kept_at < ?", (now - KEPT_FOR,))
            self._vault.run(
                connection,
                "INSERT INTO drafts (subject, place, kept_at, content) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (subject, place) DO UPDATE SET kept_at = excluded.kept_at, content = excluded.content",
                (subject, place, now, content),
            )
        return now

    def of(self, subject: str) -> list[KeptDraft]:
        """All that somebody has typed and not recorded, the newest first."""
        rows = self._vault.look(
            "SELECT place, kept_at, content FROM drafts WHERE subject = ? AND kept_at >= ? ORDER BY kept_at DESC, place",
            (subject, self._clock() - KEPT_FOR),
        )
        return [KeptDraft(*row) for row in rows]

    def at(self, subject: str, place: str) -> KeptDraft | None:
        """What somebody has typed in this place and not recorded."""
        rows = self._vault.look(
            "SELECT place, kept_at, content FROM drafts WHERE subject = ? AND place = ? AND kept_at >= ?",
            (subject, place, self._clock() - KEPT_FOR),
        )
        return KeptDraft(*rows[0]) if rows else None

    def drop(self, subject: str, place: str) -> None:
        """Forget what somebody has typed in this place; quiet where there is nothing."""
        if self.at(subject, place) is None:
            return
        with self._vault.write() as connection:
            self._vault.run(connection, "DELETE FROM drafts WHERE subject = ? AND place = ?", (subject, place))


def drop_mentioning(vault: Database, mentioned_in: Callable[[str], bool]) -> int:
    """Delete the drafts whose words mention somebody, whoever typed them; how many there were.

    The vault's files may hold them until ``erase``, of which a note is kept.
    """
    found = [
        (subject, place)
        for subject, place, content in vault.look("SELECT subject, place, content FROM drafts")
        if any(mentioned_in(each) for each in (content, *_texts(content)))
    ]
    if found:
        with vault.write() as connection:
            vault.run(connection, "INSERT INTO erasure_due (id) VALUES (1) ON CONFLICT DO NOTHING")
            for some in in_chunks(found, AT_ONCE):
                vault.run_each(connection, "DELETE FROM drafts WHERE subject = ? AND place = ?", some)
    return len(found)


def _texts(content: str) -> list[str]:
    """The texts in a draft as they were typed, where it is JSON: there an escaped letter could hide a name."""
    try:
        said = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return []
    found: list[str] = []
    waiting = [said]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found
