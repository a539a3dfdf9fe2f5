"""A ledger and its vault belong together: words sealed under one vault's keys can be read with no other."""

from domain.ledger.database import Database, DatabaseUnusable
from domain.ledger.vault import Vault


def name_of(database: Database) -> str:
    """What a ledger is called where nobody named it: by its vault, which no other ledger has."""
    return f"tieline/{database.look('SELECT vault FROM ledger_vault WHERE id = 1')[0][0][:16]}"


def identity(vault: Vault) -> str:
    """What a ledger notes of its vault: a keyed hash, which says nothing of the keys."""
    return vault.fingerprint(b"the identity of this vault").hex()[:32]


def pair(database: Database, vault: Vault) -> None:
    """Note the vault in a new ledger; in any other refuse a vault that is not the ledger's. Raises DatabaseUnusable."""
    mine = identity(vault)
    found = database.look("SELECT vault FROM ledger_vault WHERE id = 1")
    if not found:
        with database.write() as connection:
            database.run(
                connection, "INSERT INTO ledger_vault (id, vault) VALUES (1, ?) ON CONFLICT DO NOTHING", (mine,)
            )
        found = database.look("SELECT vault FROM ledger_vault WHERE id = 1")
    if found[0][0] != mine:
        raise DatabaseUnusable(
            "The keys at hand are not those of this database, so nobody's words in it could be read: set "
            "TIELINE_KEYS_DATABASE_URL, or TIELINE_DATA_DIR, to where its keys are kept."
        )
