"""``tieline people``: who is on record."""

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.running import running


def people(as_json: Json = False) -> None:
    """List the people on record with their ids, and how many records name them.

    The whole ledger is read for it. Those who are only mentioned in what people wrote are not among them, nor are
    those who sign in.

    \b
    Examples:
      tieline people
      tieline people --json
    """
    from projections.people import people as on_record  # noqa: PLC0415  # here, because help needs no database

    with running("review") as tieline, progress("Reading", quiet=as_json) as report:
        found = on_record(tieline.tracker, report)
    if as_json:
        print_json(found)
    elif found:
        rows = [[each.name, each.id, str(each.records), str(each.accounts)] for each in found]
        print_table(f"{len(found)} on record", ["name", "id", "records", "in accounts"], rows)
    else:
        say("Nobody is named on record yet.")
