"""How showcases spread: adopted from one account by another."""

from domain.history.deciding import begun, entered_name
from domain.history.event import Event
from domain.history.refusal import NoSuchRecord
from domain.history.when import LATEST
from domain.relationship.moment import Moment
from domain.relationship.showcase.commands import AdoptShowcase
from domain.relationship.showcase.events import ShowcaseAdopted
from domain.relationship.showcase.refusals import AdoptedAfterStop, AdoptedBeforeStart, AdoptedFromItself
from domain.relationship.showcase.starting import called, refuse_running, started, taken_up
from domain.relationship.showcase.state import Origin, Showcase


def decide_adoption(command: AdoptShowcase, moment: Moment) -> list[Event]:
    """The adoption, of what was proposed here under that name or of something new; nothing where it is on record.

    Raises NothingEntered, AdoptedFromItself, NoSuchRecord, AdoptedBeforeStart, AdoptedAfterStop,
    ShowcaseAlreadyRunning, ShowcaseStartedBeforeProposed, IdAlreadyUsed.
    """
    showcases = moment.known.showcases
    if command.source == moment.known.id:
        raise AdoptedFromItself(
            "A showcase is not adopted from the account itself: name the account where it was tried.", field="source"
        )
    source = tried(command, moment)
    origin = Origin(relationship=command.source, showcase=source.id)
    if any((each.adopted_from, each.started) == (origin, command.on) for each in showcases.values()):
        return []
    same = called(showcases, source.title)
    refuse_running(same, command.on, "showcase")
    proposed = taken_up(same, command.on)
    event = ShowcaseAdopted(
        on=command.on,
        reason=command.reason,
        showcase_id=proposed.id if proposed else command.showcase_id,
        title=source.title,
        source_relationship=origin.relationship,
        source_showcase=origin.showcase,
    )
    return [event] if proposed else begun([event], showcases, command.showcase_id)


def tried(command: AdoptShowcase, moment: Moment) -> Showcase:
    """The showcase at the other account, the latest of that name; one that was not stopped goes first.

    Raises NothingEntered, NoSuchRecord, AdoptedBeforeStart, AdoptedAfterStop.
    """
    wanted = entered_name(command.showcase, "showcase", "the showcase's name")
    ever = moment.around.relationship(command.source, LATEST)
    if ever is None:
        raise NoSuchRecord(
            "The account that it was adopted from is not on record: open it first, or name another.", field="source"
        )
    if not named(ever.showcases, wanted):
        names = ", ".join(f"“{each.title}”" for each in ever.showcases.values())
        accepted = f"name one of {names}" if names else "record it there first"
        raise NoSuchRecord(f"There is no showcase “{wanted}” at {ever.name}: {accepted}.", field="showcase")
    then = moment.around.relationship(command.source, command.on.last)
    begun_by_then = [each for each in named(then.showcases, wanted) if each.started] if then else []
    if not begun_by_then:
        first = min((each.started.first for each in named(ever.showcases, wanted) if each.started), default=None)
        accepted = f"choose {first} or a later day" if first else "start it there first"
        raise AdoptedBeforeStart(
            f"The showcase “{wanted}” had not started at {ever.name} by {command.on}: {accepted}.",
            field="on",
        )
    live = [each for each in begun_by_then if not stopped(each, command)]
    if not live:
        raise AdoptedAfterStop(
            f"The showcase “{wanted}” was stopped at {ever.name} by {command.on}: name one that was not, or choose an "
            "earlier day.",
            field="showcase",
        )
    return max(live, key=lambda each: started(each).first)


def named(showcases: dict[str, Showcase], text: str) -> list[Showcase]:
    """The showcase of that id, else those of that name."""
    return [showcases[text]] if text in showcases else called(showcases, text)


def stopped(showcase: Showcase, command: AdoptShowcase) -> bool:
    """Whether it had certainly been concluded with stop by the day of the adoption."""
    return bool(showcase.outcome == "stop" and showcase.concluded and showcase.concluded.last <= command.on.first)
