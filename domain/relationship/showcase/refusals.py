"""The rules of showcases that refuse a command."""

from domain.history.refusal import Refusal


class ShowcaseAlreadyProposed(Refusal):
    """A showcase of the same name is proposed once while it waits to start."""


class ShowcaseStartedBeforeProposed(Refusal):
    """A proposed showcase starts on or after the day it was proposed."""


class ShowcaseAlreadyRunning(Refusal):
    """A showcase experiment of the same name runs once at a time."""


class ShowcaseLimitReached(Refusal):
    """No more showcases run at once than the policy allows, at one account and in total."""


class ShowcaseEndsBeforeItStarts(Refusal):
    """The last day of a showcase is not before it starts."""


class LimitNotPositive(Refusal):
    """A showcase's budget and number of sites are more than nothing."""


class BudgetWithoutCurrency(Refusal):
    """A budget is in a currency."""


class ShowcaseNotRunning(Refusal):
    """Spending and measurements fall between a showcase's start and its conclusion."""


class SpendingNotPositive(Refusal):
    """What was spent is more than nothing."""


class ResultNotANumber(Refusal):
    """What was measured, and its target, are numbers."""


class SpendingWithoutCurrency(Refusal):
    """What is spent on a showcase is in a currency, which its budget gives where it has one."""


class CurrencyDiffers(Refusal):
    """What is spent on a showcase is in the showcase's one currency."""


class ShowcaseConcludedBeforeStart(Refusal):
    """A showcase is concluded on or after the day it started."""


class ShowcaseAlreadyConcluded(Refusal):
    """A showcase is concluded once."""


class AdoptedFromItself(Refusal):
    """A showcase is adopted from another account."""


class AdoptedBeforeStart(Refusal):
    """A showcase is adopted once it has started at the other account."""


class AdoptedAfterStop(Refusal):
    """What was stopped at the other account is not adopted any more."""
