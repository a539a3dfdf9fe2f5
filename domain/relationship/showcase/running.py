"""What becomes of showcases: spent on, measured and concluded."""

from domain.history.deciding import entered_name, on_record
from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.figures import amount, currency_code, is_plain
from domain.relationship.moment import Moment
from domain.relationship.showcase.commands import ConcludeShowcase, MeasureShowcase, SpendOnShowcase
from domain.relationship.showcase.events import ShowcaseConcluded, ShowcaseMeasured, ShowcaseSpent
from domain.relationship.showcase.refusals import (
    CurrencyDiffers,
    ResultNotANumber,
    ShowcaseAlreadyConcluded,
    ShowcaseConcludedBeforeStart,
    ShowcaseNotRunning,
    SpendingNotPositive,
    SpendingWithoutCurrency,
)
from domain.relationship.showcase.state import Measurement, Showcase


def decide_spending(command: SpendOnShowcase, moment: Moment) -> list[Event]:
    """What was spent, marked where the budget is exceeded with it. The same amount again is spent again.

    Raises NoSuchRecord, ShowcaseNotRunning, AmountNotUnderstood, SpendingNotPositive, CurrencyNotUnderstood,
    CurrencyDiffers, SpendingWithoutCurrency.
    """
    showcase = on_record(moment.known.showcases, command.showcase_id, "showcase_id", "showcase")
    if refusal := outside_run(showcase, command.on):
        raise refusal
    if not amount(command.amount, "amount", "what was spent"):
        raise SpendingNotPositive("What was spent is more than nothing: give an amount above 0.", field="amount")
    given = currency_code(command.currency) if command.currency.strip() else ""
    if given and showcase.currency and given != showcase.currency:
        raise CurrencyDiffers(
            f"“{showcase.title}” is spent in {showcase.currency}, not {given}: give the amount in {showcase.currency}.",
            field="currency",
        )
    currency = given or showcase.currency
    if not currency:
        raise SpendingWithoutCurrency(
            f"“{showcase.title}” has no budget, so its currency is not known: write its code, as USD or EUR.",
            field="currency",
        )
    budget = showcase.limits.budget
    return [
        ShowcaseSpent(
            on=command.on,
            reason=command.reason,
            showcase_id=showcase.id,
            amount=command.amount,
            currency=currency,
            over_budget=budget is not None and showcase.spent + command.amount > budget,
        )
    ]


def decide_measurement(command: MeasureShowcase, moment: Moment) -> list[Event]:
    """The result; nothing where the very same one is on record.

    Raises NoSuchRecord, NothingEntered, ResultNotANumber, ShowcaseNotRunning.
    """
    showcase = on_record(moment.known.showcases, command.showcase_id, "showcase_id", "showcase")
    measurement = Measurement(
        on=command.on,
        measure=entered_name(command.measure, "measure", "what was measured"),
        measured=command.measured,
        unit=" ".join(command.unit.split()),
        target=command.target,
    )
    for field, number in (("measured", command.measured), ("target", command.target)):
        if number is not None and not is_plain(number):
            raise ResultNotANumber(f"“{number}” cannot be compared: give a number, such as 41.5.", field=field)
    if measurement in showcase.measurements:
        return []
    if refusal := outside_run(showcase, command.on):
        raise refusal
    return [
        ShowcaseMeasured(
            on=command.on,
            reason=command.reason,
            showcase_id=showcase.id,
            measure=measurement.measure,
            measured=measurement.measured,
            unit=measurement.unit,
            target=measurement.target,
        )
    ]


def outside_run(showcase: Showcase, on: When) -> Refusal | None:
    """Why nothing is spent or measured on that date, or None."""
    if showcase.started is None:
        return ShowcaseNotRunning(
            f"The showcase “{showcase.title}” was proposed but never started: start it first.", field="showcase_id"
        )
    if on.certainly_before(showcase.started):
        return ShowcaseNotRunning(
            f"The showcase “{showcase.title}” started {showcase.started.told}: "
            f"choose {showcase.started.first} or a later day.",
            field="on",
        )
    if showcase.concluded and showcase.concluded.certainly_before(on):
        return ShowcaseNotRunning(
            f"The showcase “{showcase.title}” was concluded {showcase.concluded.told}: "
            f"choose {showcase.concluded.last} or an earlier day.",
            field="on",
        )
    return None


def decide_conclusion(command: ConcludeShowcase, moment: Moment) -> list[Event]:
    """The conclusion; nothing where the same one is on record.

    Raises NoSuchRecord, ShowcaseAlreadyConcluded, ShowcaseConcludedBeforeStart.
    """
    showcase = on_record(moment.known.showcases, command.showcase_id, "showcase_id", "showcase")
    if showcase.concluded:
        if (showcase.concluded, showcase.outcome) == (command.on, command.outcome):
            return []
        raise ShowcaseAlreadyConcluded(
            f"The showcase “{showcase.title}” was already concluded ({showcase.outcome}) {showcase.concluded.told}: "
            "a showcase is concluded once, so start a new one for a further trial.",
            field="showcase_id",
        )
    if showcase.started is None and command.outcome != "stop":
        raise ShowcaseConcludedBeforeStart(
            f"The showcase “{showcase.title}” was proposed but never started: start it first, or conclude it with stop.",
            field="outcome",
        )
    begun, how = (showcase.started, "started") if showcase.started else (showcase.proposed, "was proposed")
    if begun and command.on.certainly_before(begun):
        raise ShowcaseConcludedBeforeStart(
            f"The showcase “{showcase.title}” {how} {begun.told}, so it cannot be concluded "
            f"{command.on.told}: choose {begun.first} or a later day.",
            field="on",
        )
    return [
        ShowcaseConcluded(
            on=command.on, reason=command.reason, showcase_id=command.showcase_id, outcome=command.outcome
        )
    ]
