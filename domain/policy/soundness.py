"""What no policy may say, whoever draws it up."""

from decimal import Decimal

from domain.history.refusal import Refusal
from domain.policy.keys import flat
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.figures import LARGEST, is_currency
from domain.relationship.rules import Rules
from domain.relationship.vocabulary import DEPTHS

MOST = 10_000
"""More months, days, points or showcases than this are taken for a typing error."""


class PolicyValueNegative(Refusal):
    """No number of the policy is negative, but a profit from which one counts as high."""


class PolicyNumberTooLarge(Refusal):
    """A number of the policy that is larger than any company's is taken for a typing error."""


class PolicyBoundsReversed(Refusal):
    """A lower bound is no higher than its upper bound."""


class PolicyShareOutsideWhole(Refusal):
    """A share is between 0 and 1."""


class PolicyClassMissing(Refusal):
    """The policy says of each class what it gets, and of nothing else."""


class PolicyCurrencyUnknown(Refusal):
    """The profit segments' thresholds go by currencies, each by its ISO 4217 code."""


class PolicyExpectsTooDeepLink(Refusal):
    """A class is not expected to have deeper links than it may have."""


def refuse_unsound(rules: Rules) -> None:
    """Raises one of this module's refusals where the policy says what no policy may."""
    for check in (_classes, _numbers, _bounds, _shares, _links, _currencies):
        check(rules)


def _classes(rules: Rules) -> None:
    if set(rules.services) != set(ACCOUNT_CLASSES):
        said = ", ".join(rules.services) or "none"
        raise PolicyClassMissing(
            f"The policy says what {said} gets: say it of {', '.join(ACCOUNT_CLASSES)}, each once.", field="rules"
        )


def _numbers(rules: Rules) -> None:
    for key, value in flat(rules).items():
        if not isinstance(value, (int, Decimal)):
            continue
        if isinstance(value, Decimal) and not value.is_finite():
            raise PolicyValueNegative(f"The policy's {key} is {value}: write a number, 0 or more.", field="rules")
        if value < 0:
            raise PolicyValueNegative(f"The policy's {key} is {value}, below zero: write 0 or more.", field="rules")
        most = MOST if isinstance(value, int) else LARGEST
        if value > most:
            raise PolicyNumberTooLarge(
                f"The policy's {key} is {value:,}, which no company means: write {most:,} or less.", field="rules"
            )


def _bounds(rules: Rules) -> None:
    bounds: list[tuple[str, Decimal | int, Decimal | int]] = [
        (f"services.{each}.plan", horizon.at_least, horizon.at_most) for each, horizon in rules.plan_horizons.items()
    ]
    bounds.append(("cio_time", rules.cio_time.at_least, rules.cio_time.at_most))
    for key, at_least, at_most in bounds:
        if at_least > at_most:
            raise PolicyBoundsReversed(
                f"The policy's {key} is at least {at_least} but at most {at_most}: "
                f"write at_least as {at_most} or less, or at_most as {at_least} or more.",
                field="rules",
            )


def _shares(rules: Rules) -> None:
    for name in ("at_least", "at_most"):
        if (share := getattr(rules.cio_time, name)) > 1:
            raise PolicyShareOutsideWhole(
                f"The policy's cio_time.{name} is {share}, more than the whole: write a share from 0 to 1, as 0.30.",
                field="rules",
            )


def _links(rules: Rules) -> None:
    for each, service in rules.services.items():
        expected, deepest = service.link_expected, service.deepest_link
        if expected and DEPTHS.index(expected) > DEPTHS.index(deepest):
            raise PolicyExpectsTooDeepLink(
                f"The policy expects a link of {each} accounts that is {expected}, but allows none deeper than "
                f"{deepest}: write services.{each}.deepest_link as {expected}, or expect a shallower one.",
                field="rules",
            )


def _currencies(rules: Rules) -> None:
    for code in rules.segments:
        if not is_currency(code):
            raise PolicyCurrencyUnknown(
                f"“{code}” is not a currency of the policy's segments: write three capitals (ISO 4217), as USD or EUR.",
                field="rules",
            )
