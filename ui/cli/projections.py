"""``tieline projections``: where the views stand, and building them anew."""

import time
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from ui.cli.options import Json
from ui.cli.output import print_json, print_table, progress, say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import running

if TYPE_CHECKING:
    from projections.engine import Engine

app = typer.Typer(no_args_is_help=True, help="See where the views stand, and rebuild them.")


@app.command("status")
def status(as_json: Json = False) -> None:
    """Show how far each view has taken in the ledger, and at which event one stopped.

    A view that meets an event it cannot take stops there, with everything before it in place; it never skips one.
    """
    with running("operate") as tieline:
        states, head = tieline.engine.states(), tieline.tracker.recorder.head()[0]
    if as_json:
        views = [{**msgspec.structs.asdict(each), "status": each.status} for each in states]
        print_json({"head": head, "projections": views})
        return
    print_table(
        f"The ledger has {head} event{'s' * (head != 1)}",
        ["view", "version", "position", "behind by", "status"],
        [
            [each.name, str(each.version), str(each.position), str(each.lag), each.error or each.status]
            for each in states
        ],
    )


@app.command("rebuild")
def rebuild(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The view to rebuild; all if left out.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Build views anew from the ledger, beside the old ones, which answer meanwhile.

    The ledger itself is only read.

    \b
    Examples:
      tieline projections rebuild
      tieline projections rebuild timeline
    """
    with running("operate") as tieline:
        known = list(tieline.engine.projections)
        if name is not None and name not in known:
            raise CannotGoOn(f"There is no view “{name}”: name one of {', '.join(known)}, or none for all.")
        names = known if name is None else [name]
        seconds = rebuild_views(tieline.engine, names, tieline.tracker.recorder.head()[0], quiet=as_json)
        tieline.engine.catch_up()
        states = [state for state in tieline.engine.states() if state.name in names]
    if as_json:
        print_json({"rebuilt": [{**msgspec.structs.asdict(each), "status": each.status} for each in states]})
    else:
        for state in states:
            say(f"Rebuilt {state.name} up to event {state.position} in {seconds:.1f} s.")
    if stopped := [f"{each.name} {each.error}" for each in states if each.error]:
        raise CannotGoOn("; ".join(stopped))


def rebuild_views(engine: "Engine", names: list[str], head: int, *, quiet: bool) -> float:
    """Rebuild views together with a bar that goes up to the ledger's head; returns the seconds it took."""
    began = time.perf_counter()
    with progress(f"Rebuilding {' and '.join(names)}", quiet=quiet) as report:
        engine.rebuild_together(names, lambda done: report(done, head))
    return time.perf_counter() - began
