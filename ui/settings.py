"""The one place that reads settings, each from a variable in the environment such as ``TIELINE_DATA_DIR``."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.ledger.database import sqlite_url


class Settings(BaseSettings):
    """Where a Tieline keeps what it knows."""

    model_config = SettingsConfigDict(env_prefix="TIELINE_")

    data_dir: Path = user_data_path("tieline")
    """The folder of the embedded database, the keys and files."""
    database_url: str = ""
    """A team's PostgreSQL: postgresql+psycopg://user@host/name. Empty for the embedded database."""
    keys_database_url: str = ""
    """Where the keys are kept, apart from the database. Empty for a file in the data folder."""

    proof_dir: str = ""
    """The folder of signing keys and checkpoints, outside the database. Empty for one in the data folder."""

    @field_validator("data_dir", mode="before")
    @classmethod
    def _in_full(cls, folder: str | Path) -> Path:
        """An empty setting is none, and ~ is the user's home."""
        return Path(folder).expanduser() if str(folder) else user_data_path("tieline")

    @property
    def ledger_address(self) -> str:
        """The address of the database."""
        return self.database_url or sqlite_url(self.data_dir / "tieline.db").render_as_string()

    @property
    def proof_folder(self) -> Path:
        """Where signing keys and checkpoints are kept."""
        return Path(self.proof_dir).expanduser() if self.proof_dir else self.data_dir / "proof"

    @property
    def vault_address(self) -> str:
        """The address of the keys."""
        return self.keys_database_url or sqlite_url(self.data_dir / "keys.db").render_as_string()
