"""Economics: what an account brings in and costs, period by period, and what is invested in IT for it.

The profit segment is read from these figures and the policy's thresholds; it is never recorded, and no class follows.
"""

from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.refusal import NothingEntered, Refusal
from domain.history.when import Precision, When
from domain.relationship.figures import amount, begun_period, currency_code
from domain.relationship.moment import Moment
from domain.relationship.rules import SegmentThreshold
from domain.relationship.vocabulary import Dimension, Segment

PERIODS: tuple[Precision, ...] = ("month", "quarter", "year")
"""How long a period may be that figures are reported for."""

FIGURES: dict[str, str] = {
    "revenue": "revenue",
    "net_profit": "net profit",
    "cost_to_serve": "cost to serve",
    "share_of_wallet": "share of wallet",
}
"""What is reported of a period, and what it is called."""


class ShareOutsideWhole(Refusal):
    """A share of wallet is between 0 and 100 percent."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What was last reported of a period in one currency; None where it never was."""

    period: When
    currency: str
    revenue: Decimal | None = None
    net_profit: Decimal | None = None
    cost_to_serve: Decimal | None = None
    share_of_wallet: Decimal | None = None


class Invested(msgspec.Struct, frozen=True, kw_only=True):
    """What was invested in IT for the account along one dimension in a period, in one currency."""

    dimension: Dimension
    period: When
    amount: Decimal
    currency: str


class Economics(msgspec.Struct, frozen=True, kw_only=True):
    """All figures, by period and currency, and all investments, by dimension, period and currency."""

    figures: dict[str, Figures] = {}
    investments: dict[str, Invested] = {}


class EconomicsReported(Event, frozen=True, kw_only=True):
    """Figures of a period were reported; a figure reported again replaces the one before, the others stay."""

    period: When
    currency: str
    revenue: Decimal | None = None
    net_profit: Decimal | None = None
    cost_to_serve: Decimal | None = None
    share_of_wallet: Decimal | None = None

    @property
    def value(self) -> str:
        return str(self.period)

    @property
    def reported(self) -> dict[str, Decimal]:
        """The figures that it gives."""
        return {each: figure for each in FIGURES if (figure := getattr(self, each)) is not None}

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        said = [
            f"{FIGURES[each]} {f'{figure:f}%' if each == 'share_of_wallet' else f'{figure:,f} {self.currency}'}"
            for each, figure in self.reported.items()
        ]
        return f"Economics of {self.period}: {', '.join(said)}"


class AccountInvested(Event, frozen=True, kw_only=True):
    """What was invested in IT for this account along one dimension in a period."""

    dimension: Dimension
    period: When
    amount: Decimal
    currency: str

    @property
    def value(self) -> str:
        return self.dimension

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"{self.dimension.capitalize()} IT investment in {self.period}: {self.amount:,f} {self.currency}"


class ReportEconomics(Command, frozen=True, kw_only=True):
    """Record what an account brought in and cost in a month, quarter or year.

    Give at least one figure. Reporting a figure of the same period and currency again replaces it; what was reported
    before stays on record.
    """

    path: ClassVar = "economics report"
    label: ClassVar = "Economics reported"
    asks_when: ClassVar = "Reported"

    period: Annotated[
        When, Ask(label="Period", help="The month, quarter or year.", example="2025-Q2", argument=True, first=True)
    ]
    currency: Annotated[str, Ask(label="Currency", help="Its ISO 4217 code.", example="USD", argument=True, first=True)]
    revenue: Annotated[
        Decimal | None, Ask(label="Revenue", help="What the account bought.", example="3200000", first=True)
    ] = None
    net_profit: Annotated[
        Decimal | None,
        Ask(
            label="Net profit",
            help="What was left after all costs of the account; negative for a loss.",
            example="180000",
            first=True,
        ),
    ] = None
    cost_to_serve: Annotated[
        Decimal | None, Ask(label="Cost to serve", help="What serving the account cost.", example="240000", first=True)
    ] = None
    share_of_wallet: Annotated[
        Decimal | None,
        Ask(
            label="Share of wallet",
            help="How much of what the account buys of this kind it buys here, in percent.",
            example="35",
            first=True,
        ),
    ] = None


class ReportInvestment(Command, frozen=True, kw_only=True):
    """Record what was invested in IT for this account along one dimension in a period.

    Horizontal is across the company, vertical within a function or business, customer-integrated between the companies.
    Reporting the same dimension, period and currency again replaces the amount. For no account in particular:
    "company invest".
    """

    path: ClassVar = "economics invest"
    label: ClassVar = "IT investment for the account"
    asks_when: ClassVar = "Reported"

    dimension: Annotated[
        Dimension,
        Ask(label="Dimension", help="Where it went.", example="customer-integrated", argument=True, first=True),
    ]
    period: Annotated[
        When, Ask(label="Period", help="The month, quarter or year.", example="2025", argument=True, first=True)
    ]
    amount: Annotated[
        Decimal, Ask(label="Amount", help="All of it in that period.", example="90000", argument=True, first=True)
    ]
    currency: Annotated[str, Ask(label="Currency", help="Its ISO 4217 code.", example="EUR", argument=True, first=True)]


def segment(revenue: Decimal, net_profit: Decimal, threshold: SegmentThreshold) -> Segment | None:
    """The profit segment of a year's figures (Byrnes).

    Peak: high revenue and high profit. Drain: high revenue and low profit or a loss. Desert: low revenue and low
    profit. Low revenue with high profit has no name there, so it is None: small but profitable.
    """
    if revenue >= threshold.revenue:
        return "peak" if net_profit >= threshold.profit else "drain"
    return None if net_profit >= threshold.profit else "desert"


def decide_report(command: ReportEconomics, moment: Moment) -> list[Event]:
    """The report; nothing where every figure is the same already.

    Raises PeriodNotAccepted, PeriodNotBegun, CurrencyNotUnderstood, NothingEntered, AmountNotUnderstood,
    ShareOutsideWhole.
    """
    reported = EconomicsReported(
        on=command.on,
        reason=command.reason,
        period=begun_period(command.period, PERIODS, command.on),
        currency=currency_code(command.currency),
        **{each: getattr(command, each) for each in FIGURES},
    )
    if not reported.reported:
        raise NothingEntered(
            "No figure was entered: give at least one of revenue, net profit, cost to serve and share of wallet.",
            field="revenue",
        )
    for field, figure in reported.reported.items():
        amount(figure, field, FIGURES[field], below_zero=field == "net_profit")
    if reported.share_of_wallet is not None and reported.share_of_wallet > 100:
        raise ShareOutsideWhole(
            f"A share of wallet of {reported.share_of_wallet} percent is more than all: write a number from 0 to 100.",
            field="share_of_wallet",
        )
    kept = moment.before.economics.figures.get(_figures_key(reported))
    same = kept and all(getattr(kept, each) == figure for each, figure in reported.reported.items())
    return [] if same else [reported]


def decide_investment(command: ReportInvestment, moment: Moment) -> list[Event]:
    """The investment; nothing where it is the same already.

    Raises PeriodNotAccepted, PeriodNotBegun, AmountNotUnderstood, CurrencyNotUnderstood.
    """
    invested = AccountInvested(
        on=command.on,
        reason=command.reason,
        dimension=command.dimension,
        period=begun_period(command.period, PERIODS, command.on),
        amount=amount(command.amount, "amount", "an investment"),
        currency=currency_code(command.currency),
    )
    kept = moment.before.economics.investments.get(_investment_key(invested))
    return [] if kept and kept.amount == invested.amount else [invested]


def evolve(economics: Economics, event: Event) -> Economics:
    """The economics after one more event."""
    match event:
        case EconomicsReported():
            key = _figures_key(event)
            before = economics.figures.get(key) or Figures(period=event.period, currency=event.currency)
            return replace(economics, figures={**economics.figures, key: replace(before, **event.reported)})
        case AccountInvested():
            invested = Invested(
                dimension=event.dimension, period=event.period, amount=event.amount, currency=event.currency
            )
            return replace(economics, investments={**economics.investments, _investment_key(event): invested})
        case _:
            return economics


def _figures_key(event: EconomicsReported) -> str:
    return f"{event.period}|{event.currency}"


def _investment_key(event: AccountInvested) -> str:
    return f"{event.dimension}|{event.period}|{event.currency}"


ECONOMICS = Concept(
    name="economics",
    source="Byrnes, “The Strategic CIO”: profit peaks, drains and deserts; the thresholds between them are a company's own.",
    lane="economics",
    holds="economics",
    kinds=(
        EventKind(name="economics-reported", event=EconomicsReported, label="Economics"),
        EventKind(name="account-invested", event=AccountInvested, label="IT investment for the account"),
    ),
    evolve=evolve,
    decisions={ReportEconomics: decide_report, ReportInvestment: decide_investment},
)
