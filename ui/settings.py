"""The one place that reads settings, each from a variable in the environment such as ``TIELINE_DATA_DIR``."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.ledger.database import sqlite_url

LOOPBACK = "127.0.0.1"


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
    backup_dir: str = ""
    """The folder that the page Operations puts backups into, best on another disk. Empty for one in the data folder."""

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
    def backup_folder(self) -> Path:
        """Where the page Operations puts backups."""
        return Path(self.backup_dir).expanduser() if self.backup_dir else self.data_dir / "backups"

    @property
    def vault_address(self) -> str:
        """The address of the keys."""
        return self.keys_database_url or sqlite_url(self.data_dir / "keys.db").render_as_string()


class Serving(BaseSettings):
    """To whom Tieline is served, from where, and how people sign in; ``ui.server.team`` judges it as a whole.

    Empty throughout it is served to the one user of this machine. A secret may be given as a file, in the variable of
    the same name with ``_FILE``: a mounted file is in no listing of processes and no dump of the environment.
    """

    model_config = SettingsConfigDict(env_prefix="TIELINE_", hide_input_in_errors=True)

    address: str = LOOPBACK
    """The address of this machine to listen on; another than loopback needs sign-in."""
    public_url: str = ""
    """Where people find it in their browsers: https://tieline.example.com."""
    allowed_hosts: str = ""
    """Further names that it answers to, separated by commas, beside that of the public URL."""
    oidc_metadata_url: str = ""
    """The provider's OpenID Connect discovery document."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_client_secret_file: str = ""
    oidc_scopes: str = "openid profile email"
    """What is asked of the provider; some give groups only for a scope of their own."""
    cookie_secret: SecretStr = SecretStr("")
    """What signs cookies, so that nobody can write their own."""
    cookie_secret_file: str = ""
    groups_claim: str = "groups"
    """What the provider's identity tokens call the groups that somebody is in."""
    roles: str = ""
    """Which role each group gives, as a JSON object (``domain.access.roles_in``)."""
    roles_file: str = ""
    sign_in_hours: int = Field(default=8, ge=0, le=720)
    """How long a sign-in counts, where the provider's token does not count for longer."""
