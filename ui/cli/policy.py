"""``tieline policy``: what each class of account gets and the thresholds, version by version."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from domain.history.when import on_day, parse_when
from ui.cli.options import CommandId, Json, KnownAt, Reason, ReportedBy
from ui.cli.output import print_json, print_table, say
from ui.cli.policy_file import POLICY, Assigned, InForceOn, export, in_file, known_policy, read
from ui.cli.recording import print_receipt
from ui.cli.refusing import CannotGoOn
from ui.cli.running import author, day_asked, running, today
from ui.policy_words import matrix, since, thresholds, told

if TYPE_CHECKING:
    from domain.policy.state import Policy, Version

app = typer.Typer(no_args_is_help=True, help="See the service-differentiation policy, and change it.")


@app.command("show")
def show(
    as_of: InForceOn = None,
    known_by: KnownAt = None,
    version: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="This version, in force or not.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what each class of account gets, and the thresholds.

    The version in force today, unless another day or version is named. With --json it is the whole policy as
    "tieline policy change --file" takes it.

    \b
    Examples:
      tieline policy show
      tieline policy show --as-of 2024
      tieline policy show --json > policy.json
    """
    if as_of is not None and version is not None:
        raise CannotGoOn("A version and a day were both named: choose one, --version or --as-of.")
    with running("read") as tieline:
        policy = known_policy(tieline, known_by)
        day = day_asked(tieline, as_of)
    shown = policy.in_force(day) if version is None else numbered(policy, version)
    if as_json:
        print_json(shown.rules)
        return
    services = shown.rules.services
    print_table(
        f"Policy version {shown.rules.version}, {since(shown)}",
        ["", *services],
        [[row, *cells] for row, cells in matrix(services.values())],
    )
    say("")
    print_table("Thresholds", ["key", "value"], thresholds(shown))


@app.command("diff")
def diff(
    old: Annotated[int | None, typer.Argument(metavar="FROM", help="A version's number.", show_default=False)] = None,
    new: Annotated[
        int | None, typer.Argument(metavar="TO", help="Another's; the latest if left out.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what differs between two versions: the last two, unless others are named.

    \b
    Examples:
      tieline policy diff
      tieline policy diff 1 3
    """
    from domain.policy.keys import difference  # noqa: PLC0415  # here, because help and typing errors need no policy

    with running("read") as tieline:
        policy = tieline.tracker.load(POLICY.id)
    if old is None and policy.latest == 1:
        raise CannotGoOn("The policy has one version only: change it first (tieline policy change).")
    before = numbered(policy, policy.latest - 1 if old is None else old)
    after = numbered(policy, policy.latest if new is None else new)
    found = difference(before.rules, after.rules)
    if as_json:
        changes = [{"key": key, "from": was, "to": is_now} for key, was, is_now in found]
        print_json({"from": before.rules.version, "to": after.rules.version, "changes": changes})
        return
    say(f"From version {before.rules.version} ({since(before)}) to version {after.rules.version} ({since(after)}):")
    print_difference(found)


@app.command("change")
def change(
    assign: Assigned = None,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The whole policy as “tieline policy show --json” prints it; or, as “tieline policy export” writes it, all "
            "of it or only what changes.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="From when it is in force. Today, in UTC, if left out.", show_default=False),
    ] = None,
    reason: Reason = "",
    reported_by: ReportedBy = "",
    command_id: CommandId = "",
    as_json: Json = False,
) -> None:
    """Change the policy from a day on, as a version of its own.

    What was decided on earlier days stays judged by the version of its day. What is not named stays as it is in the
    version in force on that day. A reason is required.

    \b
    Examples:
      tieline policy change --set services.strategic.plan.at_least=24 --reason "Two years are enough to begin with"
      tieline policy change --file policy.json --on 2027 --reason "Drawn up with the account managers"
    """
    from msgspec.structs import replace  # noqa: PLC0415  # as above

    from domain.policy.change import ChangePolicy  # noqa: PLC0415  # as above
    from domain.policy.keys import difference, parse  # noqa: PLC0415  # as above

    if not assign and file is None:
        raise CannotGoOn("Nothing was named to change: give --set KEY=VALUE, or --file with the whole policy.")
    with running("govern") as tieline:
        policy = tieline.tracker.load(POLICY.id)
        when = on_day(today(tieline)) if on is None else parse_when(on)
        before = policy.rules_on(when.first)
        rules = parse(before if file is None else in_file(before, read(file)), assign or [])
        receipt = tieline.handle(
            POLICY.id,
            ChangePolicy(on=when, reason=reason, rules=replace(rules, version=0)),
            by=author(),
            command_id=command_id.strip() or str(uuid4()),
            seen_version=policy.version,
            reported_by=reported_by,
        )
        print_receipt(tieline, POLICY, receipt, as_json=as_json)
    if receipt.count and not receipt.repeated and not as_json:
        print_difference(difference(before, rules))


def numbered(policy: "Policy", number: int) -> "Version":
    """The version of this number. Raises CannotGoOn naming those there are."""
    if found := next((each for each in policy.every_version if each.rules.version == number), None):
        return found
    known = "only 1" if policy.latest == 1 else f"one of 1 to {policy.latest}"
    raise CannotGoOn(f"There is no version {number} of the policy: choose {known}.")


def print_difference(changes: list[tuple[str, Any, Any]]) -> None:
    """What differs, a line each."""
    for key, was, is_now in changes:
        say(f"{key}: {told(was)} → {told(is_now)}")
    if not changes:
        say("Nothing differs.")


app.command("export")(export)
