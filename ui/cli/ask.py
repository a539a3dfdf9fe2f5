"""``tieline ask``: the questions of a review."""

from typing import Annotated

import typer

from domain.history.when import add_months
from ui.cli.options import AsOf, Json, KnownAt, last_day
from ui.cli.output import print_json, print_table, say
from ui.cli.running import day_asked, instant_asked, running
from ui.finding import folded


def ask(
    question: Annotated[
        str,
        typer.Argument(
            metavar="[QUESTION]", help="The question's name; all of them are listed if left out.", show_default=False
        ),
    ] = "",
    as_of: AsOf = None,
    known_by: KnownAt = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="How far a question about a span looks back: to the last day of this date; three years if left out.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question about the whole portfolio.

    The same answers as on the page Portfolio: as of any day, and as it was known at any time.

    \b
    Examples:
      tieline ask
      tieline ask migration --since 2020 --as-of 2024-12-31
    """
    from ui.questions.catalogue import ALL  # noqa: PLC0415  # here, because help needs no data frames
    from ui.questions.question import Asked, told  # noqa: PLC0415  # as above

    listed = ", ".join(each.key for each in ALL)
    chosen = next((each for each in ALL if each.key == folded(question).replace(" ", "-")), None)
    if question and not chosen:
        raise typer.BadParameter(f"“{question}” is not a question that Tieline knows: ask one of {listed}.")
    if not chosen:
        print_table("Questions", ["name", "question"], [[each.key, each.asks] for each in ALL])
        return
    with running("review") as tieline:
        day = day_asked(tieline, as_of)
        answers = chosen.answers(
            Asked(
                tieline=tieline,
                as_of=day,
                since=add_months(day, -36) if since is None else last_day(since),
                known_at=instant_asked(known_by),
            )
        )
        tables = [told(tieline, each) for each in answers]
    if as_json:
        print_json(
            {
                "question": chosen.key,
                "as_of": day,
                "answers": [
                    {
                        "title": each.title,
                        "says": each.says,
                        "rows": table.to_dict("records"),
                        "accounts": list(each.accounts),
                        "events": list(each.events),
                    }
                    for each, table in zip(answers, tables, strict=True)
                ],
            }
        )
        return
    say(chosen.asks)
    for each, table in zip(answers, tables, strict=True):
        typer.echo("")
        say(each.says)
        if len(table):
            rows = [[str(cell) for cell in row] for row in table.itertuples(index=False)]
            print_table(each.title, list(table.columns), rows)
