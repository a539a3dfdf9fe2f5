"""How showcases come about: proposed and started."""

from collections.abc import Iterable, Mapping

from domain.history.deciding import begun, entered_name
from domain.history.event import Event
from domain.history.refusal import ReasonMissing, Refusal
from domain.history.when import When
from domain.relationship.figures import amount, currency_code
from domain.relationship.moment import Moment
from domain.relationship.rules import Rules
from domain.relationship.showcase.commands import ProposeShowcase, StartShowcase
from domain.relationship.showcase.events import ShowcaseProposed, ShowcaseStarted
from domain.relationship.showcase.refusals import (
    BudgetWithoutCurrency,
    LimitNotPositive,
    ShowcaseAlreadyProposed,
    ShowcaseAlreadyRunning,
    ShowcaseEndsBeforeItStarts,
    ShowcaseLimitReached,
    ShowcaseStartedBeforeProposed,
)
from domain.relationship.showcase.state import Limits, Showcase

MOST_SITES = 100_000
"""More are taken for a typing error."""


def decide_proposal(command: ProposeShowcase, moment: Moment) -> list[Event]:
    """The proposal; nothing where the same one is on record. Logged late, it joins the showcase that came of it.

    Raises NothingEntered, ReasonMissing, ShowcaseAlreadyProposed, ShowcaseAlreadyRunning, IdAlreadyUsed.
    """
    showcases = moment.known.showcases
    title = entered_name(command.title, "title", "the showcase's name")
    same = called(showcases, title)
    if any(each.proposed == command.on for each in same):
        return []
    if not command.reason.strip():
        raise ReasonMissing(
            "A showcase is proposed to test something: write the hypothesis as the reason.", field="reason"
        )
    refuse_running(same, command.on, "title")
    came_of_it = next((each for each in same if not each.proposed and began_by(each, command.on)), None)
    if came_of_it:
        return [
            ShowcaseProposed(on=command.on, reason=command.reason, showcase_id=came_of_it.id, title=came_of_it.title)
        ]
    if waiting := proposal(same):
        raise ShowcaseAlreadyProposed(
            f"The showcase “{waiting.title}” was already proposed {told(waiting.proposed)}: start it, conclude it with "
            "stop, or choose another name.",
            field="title",
        )
    proposed = ShowcaseProposed(on=command.on, reason=command.reason, showcase_id=command.showcase_id, title=title)
    return begun([proposed], showcases, command.showcase_id)


def began_by(showcase: Showcase, proposed: When) -> bool:
    """Whether an experiment that is on record without a proposal may have come of one of that date."""
    return bool(showcase.started and not showcase.adopted_from and not showcase.started.certainly_before(proposed))


def decide_start(command: StartShowcase, moment: Moment) -> list[Event]:
    """The start, of what was proposed under that name or of something new; nothing where it is on record as it is.

    Raises NothingEntered, whatever ``fixed`` does, ShowcaseAlreadyRunning, ShowcaseStartedBeforeProposed, ShowcaseLimitReached, IdAlreadyUsed.
    """
    showcases = moment.known.showcases
    title = entered_name(command.title, "title", "the showcase's name")
    limits = fixed(command)
    same = called(showcases, title)
    if any(each.started == command.on and each.limits == limits for each in same):
        return []
    refuse_running(same, command.on, "title")
    proposed = taken_up(same, command.on)
    refuse_too_many(moment)
    before = [each for each in same if each.started and each.started.first <= command.on.first]
    latest = max(before, key=lambda each: started(each).first, default=None)
    event = ShowcaseStarted(
        on=command.on,
        reason=command.reason,
        showcase_id=proposed.id if proposed else command.showcase_id,
        title=proposed.title if proposed else title,
        budget=limits.budget,
        currency=limits.currency,
        sites=limits.sites,
        ends=limits.ends,
        success=command.success.strip(),
        extends=latest.id if latest and latest.outcome == "extend" else "",
    )
    return [event] if proposed else begun([event], showcases, command.showcase_id)


def called(showcases: Mapping[str, Showcase], title: str) -> list[Showcase]:
    """Those of that name, whatever its letter case."""
    return [each for each in showcases.values() if each.title.casefold() == title.casefold()]


def refuse_running(same: Iterable[Showcase], on: When, field: str) -> None:
    """Refuse a second one of the name while the first is under way. Raises ShowcaseAlreadyRunning."""
    for each in same:
        running = each.concluded is None or on.first < each.concluded.first
        if each.started and each.started.first <= on.first and running:
            until = f" to {each.concluded}" if each.concluded else ""
            raise ShowcaseAlreadyRunning(
                f"The showcase “{each.title}” runs since {each.started}{until}: "
                "conclude it first, or choose another name.",
                field=field,
            )


def proposal(same: Iterable[Showcase]) -> Showcase | None:
    """The one that waits to start."""
    return next((each for each in same if each.waiting), None)


def taken_up(same: Iterable[Showcase], on: When) -> Showcase | None:
    """The proposal that starts, or is adopted, on that date. Raises ShowcaseStartedBeforeProposed."""
    waiting = proposal(same)
    if waiting and waiting.proposed and on.certainly_before(waiting.proposed):
        raise ShowcaseStartedBeforeProposed(
            f"The showcase “{waiting.title}” was proposed {waiting.proposed.told}: "
            f"choose {waiting.proposed.first} or a later day, or another name.",
            field="on",
        )
    return waiting


def fixed(command: StartShowcase) -> Limits:
    """What is fixed before the start.

    Raises AmountNotUnderstood, LimitNotPositive, CurrencyNotUnderstood, BudgetWithoutCurrency, ShowcaseEndsBeforeItStarts.
    """
    currency = currency_code(command.currency) if command.currency.strip() else ""
    if command.budget is not None:
        if not amount(command.budget, "budget", "the budget"):
            raise LimitNotPositive(
                "A budget is more than nothing: give an amount above 0, or leave it out.", field="budget"
            )
        if not currency:
            raise BudgetWithoutCurrency(
                f"The budget of {command.budget:,f} is in no currency: write its code of three letters, as USD or EUR.",
                field="currency",
            )
    if command.sites is not None and not 1 <= command.sites <= MOST_SITES:
        raise LimitNotPositive(
            f"A trial runs at one site at least: give 1 to {MOST_SITES}, or leave it out.", field="sites"
        )
    if command.ends and command.ends < command.on.first:
        raise ShowcaseEndsBeforeItStarts(
            f"The trial would end on {command.ends}, before it starts {command.on.told}: "
            f"choose {command.on.first} or a later last day.",
            field="ends",
        )
    return Limits(
        budget=command.budget,
        currency=currency,
        sites=command.sites,
        ends=command.ends,
        success=bool(command.success.strip()),
    )


def refuse_too_many(moment: Moment) -> None:
    """Refuse one more than the policy allows at once. Raises ShowcaseLimitReached."""
    running = [each for each in moment.before.showcases.values() if each.counts]
    elsewhere = moment.around.running_showcases(moment.on.first, elsewhere_than=moment.known.id)
    if refusal := beyond_limit(running, elsewhere, moment.rules):
        raise refusal


def beyond_limit(running: list[Showcase], elsewhere: int, rules: Rules) -> Refusal | None:
    """Why one more would be more than the policy allows at once, or None."""
    limits, names = rules.showcases, [f"“{each.title}”" for each in running]
    count = len(running)
    if count >= limits.per_account:
        allowed = f"{limits.per_account} at once at one account"
    elif count + elsewhere >= limits.in_total:
        if elsewhere:
            names.append(f"{elsewhere} showcase{'s' * (elsewhere != 1)} at other accounts")
        count += elsewhere
        allowed = f"{limits.in_total} at once in total"
    else:
        return None
    if not count:
        return ShowcaseLimitReached(
            f"{rules.called.capitalize()} allows {allowed}: raise that in the policy first, or choose a day on "
            "which it is higher.",
            policy_version=rules.version,
        )
    return ShowcaseLimitReached(
        f"{' and '.join(names)} {'runs' if count == 1 else 'run'} already, and {rules.called} "
        f"allows {allowed}: conclude one first, or choose another day.",
        policy_version=rules.version,
    )


def started(showcase: Showcase) -> When:
    """When it started, of one that did."""
    assert showcase.started
    return showcase.started


def told(when: When | None) -> str:
    """The date in a sentence, of something that is dated."""
    assert when
    return when.told
