"""What forgetting somebody would affect, as the command line shows it."""

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from ui.cli.output import print_json, print_table, say
from ui.format import happened, one_line

if TYPE_CHECKING:
    from domain.forgetting import Affected, Concerned
    from domain.history.when import When
    from ui.bootstrap import Tieline

EXAMPLES = 5
LISTED = 20


def show(tieline: "Tieline", found: "Affected", *, keep_words: bool, as_json: bool) -> None:
    """What forgetting somebody would affect."""
    if as_json:
        print_json(as_data(tieline, found, keep_words=keep_words))
        return
    who = ", ".join(f"“{each}”" for each in found.spellings) + "".join(f" ({each})" for each in found.people)
    if not found.records:
        say(f"No record names {who}, and no words that can be read mention it.")
    else:
        print_table(
            f"Records that name or mention {who}",
            ["account", "records", "naming", "mentioning", "from", "to"],
            [
                [
                    title_of(tieline, stream),
                    str(len(some)),
                    *map(str, counts(some)),
                    *(happened(each) for each in span(some)),
                ]
                for stream, some in found.by_stream()
            ],
        )
        typer.echo("")
        for sentence in examples(tieline, found):
            typer.echo(f"  {one_line(sentence)}")
        more = len(found.records) - EXAMPLES
        say(f"… and {more:,} more." if more > 0 else "")
    words = 0 if keep_words else len(found.keys)
    say(
        f"Destroyed would be {'the name' if found.people else 'no name, for no record has one'}, and all words of "
        f"{words:,} record{'s' * (words != 1)}{' (--keep-words)' if keep_words else ''}."
    )
    show_what_stays(tieline, found)


def show_what_stays(tieline: "Tieline", found: "Affected") -> None:
    """The texts that name somebody and are no person's words, and other people whose name has theirs in it."""
    if found.in_the_clear:
        say(
            "These texts are no person's words: they stand in the clear and stay. Rename the thing, or correct the "
            "record, so that the name is no longer shown:"
        )
    for each in found.in_the_clear[:LISTED]:
        where = f"{title_of(tieline, each.stream)}, {each.where}" if each.stream else each.where
        count = f"{each.records:,} records from {each.seq} on" if each.records > 1 else f"record {each.seq}"
        typer.echo(f"  {one_line(where.replace('_', ' '))}: “{one_line(each.text)}” ({count})")
    if (more := len(found.in_the_clear) - LISTED) > 0:
        say(f"  … and {more:,} more, all of them with --json.")
    if found.alike:
        names = ", ".join(f"“{each}”" for each in found.alike[:LISTED])
        say(f"Not forgotten with them: {names}. If that is the same person, add the name with --also.")


def as_data(tieline: "Tieline", found: "Affected", *, keep_words: bool) -> dict[str, Any]:
    """The same for a machine."""
    return {
        "people": found.people,
        "spellings": found.spellings,
        "records": len(found.records),
        "destroyed": {"names": len(found.people), "words_of_records": 0 if keep_words else len(found.keys)},
        "accounts": [
            {
                "id": stream,
                "name": title_of(tieline, stream),
                "records": [each.seq for each in some],
                "naming": counts(some)[0],
                "mentioning": counts(some)[1],
                "first": str(span(some)[0]),
                "last": str(span(some)[1]),
            }
            for stream, some in found.by_stream()
        ],
        "stays": [msgspec.structs.asdict(each) for each in found.in_the_clear],
        "others": found.alike,
    }


def counts(some: "list[Concerned]") -> tuple[int, int]:
    """How many records name somebody, and how many mention them in words."""
    return sum(each.named for each in some), sum(each.mentioned for each in some)


def span(some: "list[Concerned]") -> "tuple[When, When]":
    """When the earliest and the latest of these happened."""
    return min((each.on for each in some), key=lambda on: on.first), max(
        (each.on for each in some), key=lambda on: on.last
    )


def title_of(tieline: "Tieline", stream: str) -> str:
    """What a history is called."""
    from domain.history.refusal import NoSuchRecord  # noqa: PLC0415  # here, because help needs no database

    try:
        return str(getattr(tieline.tracker.load(stream), "name", "") or stream)
    except NoSuchRecord:  # all of it was retracted
        return stream


def examples(tieline: "Tieline", found: "Affected") -> list[str]:
    """The first records as they read now, those that mention somebody in words first."""
    from projections.records import records, titles_in  # noqa: PLC0415  # as above

    tracker = tieline.tracker
    first = sorted(found.records, key=lambda each: (not each.mentioned, each.seq))[:EXAMPLES]
    titles: dict[str, str] = {}
    for stream in {each.stream for each in first} - {""}:
        titles |= titles_in(tracker.load(stream))
    shown = records(tracker.recorder, tracker.codec, [each.seq for each in first], titles)
    return [f"{each.seq:>6}  {each.happened:<10}  {each.sentence}" for each in shown]
