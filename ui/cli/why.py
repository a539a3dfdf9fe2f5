"""``tieline why``: the rule, the policy and the records behind how an account stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Account, AsOf, Json, KnownAt
from ui.cli.output import line_of, print_json, say
from ui.cli.refusing import CannotGoOn
from ui.cli.running import account_to_read, day_asked, instant_asked, running
from ui.finding import either, folded, matches, named_apart
from ui.format import day as in_words
from ui.format import instant, iso_instant, one_line

if TYPE_CHECKING:
    from projections.why import Asked, Behind, Why


def why(
    account: Account,
    status: Annotated[
        str,
        typer.Argument(
            metavar="STATUS",
            help="class, plan, misfit, risk, closed, name, kind, team, segment, partnership, attention, showcase, "
            "milestone, link, objective; or the title of anything on record.",
            show_default=False,
        ),
    ],
    as_of: AsOf = None,
    known_by: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Say why an account stands as it does: the rule, the policy, and the records behind it.

    First the status in a sentence, then the rule that it follows from with the values of the policy version in force,
    then the records in the order that things happened. What was struck through is among them, marked, with the reason.

    \b
    Examples:
      tieline why "Harbour Foods" class
      tieline why "Harbour Foods" misfit --as-of 2024-12-31
      tieline why "Harbour Foods" "RFID on displays" --known-at 2024-06-30
    """
    from projections.why import Asked  # noqa: PLC0415  # here, because help needs no database
    from ui.why_words import as_data  # noqa: PLC0415  # as above

    known = instant_asked(known_by)
    with running("read") as tieline:
        day = day_asked(tieline, as_of)
        found = account_to_read(tieline, account, None if known_by is None else known)
        asked = Asked(tieline.tracker, found.id, day, known)
        if not asked.state.name:
            raise CannotGoOn(
                f"Nothing of {found.name} was on record by {in_words(day)}"
                f"{f', as known by {instant(known)}' if known_by else ''}: ask as of a later day or time."
            )
        answer = answered(asked, status)
    if as_json:
        print_json({"account": found, "known_at": iso_instant(known) if known_by else None, **as_data(answer)})
    else:
        print_answer(answer, f"As of {in_words(day)}" + (f", as known by {instant(known)}" if known_by else ""))


ALSO = {"plan in force": "plan", "at risk": "risk", "misfits": "misfit", "fit": "misfit", "profit segment": "segment"}
"""Other words for a status."""


def answered(asked: "Asked", status: str) -> "Why":
    """The answer about a status, or about what has this title. Raises CannotGoOn."""
    from projections.why import ACCEPTED, things, why_thing  # noqa: PLC0415  # as above
    from projections.why import why as because  # noqa: PLC0415  # as above

    word = folded(status).replace("-", " ")
    word = ALSO.get(word, word)
    if word in ACCEPTED:
        return because(asked, word)
    known = things(asked)
    matching = matches(known, status)
    if len(matching) > 1:
        raise CannotGoOn(f"“{status}” could be {either(named_apart(matching))}: write more of the title, or the id.")
    if not matching:
        raise CannotGoOn(
            f"“{status}” is neither a status nor a title on record of {asked.state.name}: ask about "
            f"{', '.join(ACCEPTED)}, or write a title as the timeline has it."
        )
    return why_thing(asked, matching[0])


def print_answer(answer: "Why", when: str) -> None:
    """Each statement with its rule, its policy and its records."""
    from ui.why_words import policy, said, since  # noqa: PLC0415  # as above

    for number, each in enumerate(answer.statements):
        if number:
            typer.echo("")
        say(f"{when}{f', since {since(each)}' if each.since else ''}: {said(each, answer.as_of)}")
        say(f"Rule: {each.rule.sentence}")
        say(f"Policy: {policy(each.rule)}.")
        if each.behind:
            say("Behind it:")
        for record in each.behind:
            typer.echo(line_of_record(record))


def line_of_record(each: "Behind") -> str:
    """A record in a line: what a timeline says of it, what it was judged by, and how it was struck through."""
    from ui.struck_words import struck_words  # noqa: PLC0415  # as above
    from ui.why_words import judged  # noqa: PLC0415  # as above

    struck = f"; {struck_words(each.retracted)}" if each.retracted else ""
    return f"{line_of(each.record)} ({judged(each.record.policy_version)}{one_line(struck)})"
