"""The policy in a file: written out to be edited, and read back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import KnownAt
from ui.cli.output import say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import day_asked, instant_asked, running
from ui.finding import Named
from ui.policy_words import since

if TYPE_CHECKING:
    from domain.policy.state import Policy
    from domain.relationship.rules import Rules
    from ui.bootstrap import Tieline

POLICY = Named(id="policy", name="the policy", kind="policy")

LARGEST = 1_000_000
"""Bytes: a file larger than this is no policy."""

InForceOn = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="The version in force on this day; a month, quarter or year counts to its last day. Today, in UTC, "
        "if left out.",
        show_default=False,
    ),
]
Assigned = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="A value to change, as services.strategic.plan.at_least=24; “none” takes one away. Its key is the way to it "
        "in “tieline policy show --json”, with points. May be given several times.",
        show_default=False,
    ),
]


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it may not exist yet.")],
    as_of: InForceOn = None,
    known_by: KnownAt = None,
) -> None:
    """Write the policy in force to a file, as TOML: to edit, and to suppose or to put in force.

    Keys may be left out of the file: what it does not name stays as it is, and "none" takes a value away.

    \b
    Examples:
      tieline policy export other.toml
      tieline what-if --policy other.toml
      tieline policy change --file other.toml --on 2027 --reason "Drawn up with the account managers"
    """
    from domain.policy.written import as_toml  # noqa: PLC0415  # here, because help and typing errors need no policy

    with running("read") as tieline:
        day = day_asked(tieline, as_of)
        shown = known_policy(tieline, known_by).in_force(day)
    called = f"Version {shown.rules.version} of the policy, {since(shown)}"
    text = f'# {called}.\n# What is left out stays as it is; "none" takes a value away.\n\n{as_toml(shown.rules)}'
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise CannotGoOn(f"The file {file} is there already: name one that is not, or remove it first.") from error
    except OSError as error:
        raise CannotGoOn(f"The file {file} cannot be written ({error.strerror}): name one that can be.") from error
    say(f"{called}, is in {file}.")


def known_policy(tieline: "Tieline", known_by: str | None) -> "Policy":
    """The policy with the versions that were on record by a time. Raises DateNotUnderstood."""
    from projections.what_if import policy_known  # noqa: PLC0415  # as above

    return policy_known(tieline.tracker.recorder, tieline.tracker.codec, instant_asked(known_by))


def in_file(before: "Rules", text: bytes) -> "Rules":
    """The policy in a file: JSON of all of it, or TOML of what differs from the version before."""
    from domain.policy.keys import whole  # noqa: PLC0415  # here, because help and typing errors need no policy
    from domain.policy.written import laid_over, values_in  # noqa: PLC0415  # here, because help and typing errors need no policy

    return whole(text) if text.lstrip().startswith(b"{") else laid_over(before, values_in(text))


def read(file: Path) -> bytes:
    """What a file holds. Raises CannotGoOn."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST + 1)
    except OSError as error:
        raise CannotGoOn(f"The file {file} cannot be read ({error.strerror}): name one that can be.") from error
    if len(text) > LARGEST:
        raise CannotGoOn(f"The file {file} is larger than any policy: name one of at most {LARGEST:,} bytes.")
    return text
