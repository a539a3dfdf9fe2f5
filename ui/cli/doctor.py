"""``tieline doctor``: how everything is, and what to do about it."""

import msgspec
import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table
from ui.cli.running import author

SOMETHING_BAD = 1
"""The exit status where something is bad."""


def doctor(as_json: Json = False) -> None:
    """Look at everything that Tieline rests on, and say what to do.

    Database, versions, disk, clock, guards, keys, views, the last checkpoint and the last backups: each is ok, worth a
    look, or bad. It writes nothing, and answers as well where the database cannot be opened. The exit status is 1 where
    something is bad. Whether the records themselves are as they were recorded is for “tieline verify”.

    \b
    Example:
      tieline doctor
    """
    from domain.access import require  # noqa: PLC0415  # here, because help needs no database
    from ui.doctor import examine  # noqa: PLC0415  # as above
    from ui.settings import Settings  # noqa: PLC0415  # as above

    require(author(), "operate")
    checks = examine(Settings())
    numbers = {how: sum(each.how == how for each in checks) for how in ("ok", "look", "bad")}
    if as_json:
        print_json({**numbers, "checks": [msgspec.structs.asdict(each) for each in checks]})
    else:
        print_table(
            f"{numbers['ok']} ok, {numbers['look']} worth a look, {numbers['bad']} bad",
            ["", "what", "found", "what to do"],
            [[each.how, each.what, each.found, each.do] for each in checks],
        )
    if numbers["bad"]:
        raise typer.Exit(SOMETHING_BAD)
