"""One durable append, and one durable command on an account of 100 events."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from benchmarks.history import FIRST_DAY, SPAN_DAYS, History, stream_name
from benchmarks.importing import KIM
from benchmarks.measure import Medians, medians
from benchmarks.raw import Fact, Raw
from domain.history.event import Event
from domain.history.when import on_day
from domain.ledger.record import Append, Envelope
from domain.recorded import Recorded
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.system_link import SystemLinkWentLive
from ui.bootstrap import Tieline

TODAY = on_day(FIRST_DAY + timedelta(days=SPAN_DAYS))
AT_ONCE = 50
"""So many accounts take turns."""


def one_append(
    tieline: Tieline, by_hand: Callable[[int, Fact], None], times: int, *, stream: str, with_words: bool = True
) -> Medians:
    """The median seconds of writing one event whose version is known, to streams that begin with ``stream``."""
    tracker, history = tieline.tracker, History(2)
    envelope = Envelope(recorded_by=KIM.subject, policy_version=1)

    def event() -> Event:
        if with_words:
            return InteractionLogged(on=TODAY, kind="meeting", summary=history.text(193))
        return SystemLinkWentLive(on=TODAY, link_id="link-1", title=history.text(178), kind="EDI")

    def append(item: tuple[int, Fact]) -> None:
        version, (stream, command_id, event) = item
        stored = tracker.codec.to_stored_event(Recorded(stream, version, event))
        tracker.recorder.append([Append(command_id=command_id, fingerprint=b"", events=[stored], envelope=envelope)])

    items = [
        (number // AT_ONCE + 1, (f"{stream}-{stream_name(number % AT_ONCE)}", str(uuid4()), event()))
        for number in range(times + AT_ONCE)
    ]
    return medians(append, lambda item: by_hand(*item), items, warm_up=AT_ONCE)


def one_command(tieline: Tieline, raw: Raw, times: int, *, known: bool) -> Medians:
    """The median seconds of loading an account of 100 events, deciding and writing one more.

    ``known`` accounts were loaded by this process before, so that the product holds their state and reads only what
    is new; each of the others is met for the first time.
    """
    history, accounts, first = History(3), AT_ONCE if known else times, 0 if known else AT_ONCE

    def item(number: int) -> tuple[LogInteraction, Fact]:
        summary, stream = history.text(193), stream_name(first + number % accounts)
        event = InteractionLogged(on=TODAY, kind="meeting", summary=summary)
        return LogInteraction(on=TODAY, kind="meeting", summary=summary), (stream, str(uuid4()), event)

    def handle(item: tuple[LogInteraction, Fact]) -> None:
        command, (stream, command_id, _) = item
        assert tieline.tracker.handle(stream, command, by=KIM, command_id=command_id).count == 1

    warm_up = AT_ONCE if known else 0
    items = [item(number) for number in range(warm_up + times)]
    return medians(handle, lambda item: raw.command(item[1]), items, warm_up)
