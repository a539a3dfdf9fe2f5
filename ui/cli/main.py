"""The command ``tieline``: every group of commands, and how they all end."""

import io
import sys

import typer

from ui.cli import imports, keys, ledger, policy, projections, vault
from ui.cli.access_log import access_log
from ui.cli.ask import ask
from ui.cli.backup import backup, restore
from ui.cli.brief import brief
from ui.cli.bringing_in import bring_in
from ui.cli.checkpoint import checkpoint
from ui.cli.diff import diff
from ui.cli.doctor import doctor
from ui.cli.evidence import evidence
from ui.cli.forget import forget
from ui.cli.generated import add_recording_commands
from ui.cli.importing import import_
from ui.cli.people import people
from ui.cli.record import record
from ui.cli.refusing import Refusing
from ui.cli.replay import replay
from ui.cli.retract import retract
from ui.cli.serve import serve
from ui.cli.show import accounts, timeline
from ui.cli.verify import verify
from ui.cli.what_if import what_if
from ui.cli.why import why

app = typer.Typer(
    name="tieline",
    cls=Refusing,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def tieline() -> None:
    """Keep every step of how account relationships evolve, and see how each came to be what it is.

    A record says when something happened apart from when it was recorded: log late or out of order, and it lands where
    it belongs. Nothing is edited. What a rule forbids is refused in one sentence, with exit status 2, and nothing is
    written.

    \b
    Begin with:
      tieline open "Harbour Foods"
      tieline classify "Harbour Foods" emerging --on 2024 --reason "Small, and quick to try things"
      tieline interaction "Harbour Foods" meeting "Agreed what to try first"
      tieline replay "Harbour Foods"

    \b
    Settings, from the environment:
      TIELINE_DATA_DIR      the folder of the embedded database and its keys; the user's data folder if unset
      TIELINE_DATABASE_URL  a team's PostgreSQL instead: postgresql+psycopg://user@host/name
      TIELINE_KEYS_DATABASE_URL  where a team keeps the keys, apart from it; in TIELINE_DATA_DIR if unset
      TIELINE_PROOF_DIR     the folder of signing keys and checkpoints; “proof” in TIELINE_DATA_DIR if unset
    """


for name, command in (
    ("serve", serve),
    ("accounts", accounts),
    ("ask", ask),
    ("timeline", timeline),
    ("replay", replay),
    ("diff", diff),
    ("why", why),
    ("bring-in", bring_in),
    ("import", import_),
    ("record", record),
    ("retract", retract),
    ("what-if", what_if),
    ("verify", verify),
    ("checkpoint", checkpoint),
    ("brief", brief),
    ("evidence", evidence),
    ("access-log", access_log),
    ("people", people),
    ("forget", forget),
    ("backup", backup),
    ("restore", restore),
    ("doctor", doctor),
):
    app.command(name)(command)
add_recording_commands(app)
app.add_typer(policy.app, name="policy")
app.add_typer(imports.app, name="imports")
app.add_typer(projections.app, name="projections")
app.add_typer(keys.app, name="keys")
app.add_typer(vault.app, name="vault")
app.add_typer(ledger.app, name="ledger")


def main() -> None:
    """Run ``tieline``. A letter that the terminal cannot show is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="tieline")


if __name__ == "__main__":
    main()
