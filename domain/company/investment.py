"""What the company as a whole invests in IT, by dimension; what it invests for one account is that account's history."""

from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from domain.company.moment import Moment
from domain.history.asking import Ask
from domain.history.concept import Concept, EventKind
from domain.history.event import Command, Event, Titles
from domain.history.when import When
from domain.relationship.figures import amount, begun_period, currency_code
from domain.relationship.vocabulary import Dimension


class Investment(msgspec.Struct, frozen=True, kw_only=True):
    """What was invested along one dimension in a period, in one currency."""

    dimension: Dimension
    period: When
    amount: Decimal
    currency: str


class CompanyInvested(Event, frozen=True, kw_only=True):
    """What the company invested in IT along one dimension in a period, for no account in particular."""

    dimension: Dimension
    period: When
    amount: Decimal
    currency: str

    @property
    def value(self) -> str:
        return self.dimension

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # names nothing else
        return f"Company's {self.dimension} IT investment in {self.period}: {self.amount:,f} {self.currency}"


class ReportCompanyInvestment(Command, frozen=True, kw_only=True):
    """Record what the company invested in IT along one dimension in a period, for no account in particular.

    Horizontal is across the company, vertical within a function or business, customer-integrated between the companies.
    Reporting the same dimension, period and currency again replaces the amount. For one account: "economics invest".
    """

    path: ClassVar = "company invest"
    label: ClassVar = "Company's IT investment"
    asks_when: ClassVar = "Reported"

    dimension: Annotated[
        Dimension,
        Ask(label="Dimension", help="Where it went.", example="horizontal", argument=True, first=True),
    ]
    period: Annotated[
        When, Ask(label="Period", help="The month, quarter or year.", example="2025", argument=True, first=True)
    ]
    amount: Annotated[
        Decimal, Ask(label="Amount", help="All of it in that period.", example="400000", argument=True, first=True)
    ]
    currency: Annotated[str, Ask(label="Currency", help="Its ISO 4217 code.", example="EUR", argument=True, first=True)]


def decide_investment(command: ReportCompanyInvestment, moment: Moment) -> list[Event]:
    """The investment; nothing where it is the same already.

    Raises PeriodNotAccepted, PeriodNotBegun, AmountNotUnderstood, CurrencyNotUnderstood.
    """
    invested = CompanyInvested(
        on=command.on,
        reason=command.reason,
        dimension=command.dimension,
        period=begun_period(command.period, ("month", "quarter", "year"), command.on),
        amount=amount(command.amount, "amount", "an investment"),
        currency=currency_code(command.currency),
    )
    kept = moment.before.investments.get(key(invested))
    return [] if kept and kept.amount == invested.amount else [invested]


def key(invested: CompanyInvested) -> str:
    """What an investment is kept by."""
    return f"{invested.dimension}|{invested.period}|{invested.currency}"


def evolve(investments: dict[str, Investment], event: Event) -> dict[str, Investment]:
    """The investments after one more event."""
    match event:
        case CompanyInvested():
            kept = Investment(
                dimension=event.dimension, period=event.period, amount=event.amount, currency=event.currency
            )
            return {**investments, key(event): kept}
        case _:
            return investments


INVESTMENT = Concept(
    name="company investment",
    source="Byrnes, “The Strategic CIO”: IT investment is horizontal, vertical or customer-integrated.",
    lane="economics",
    holds="investments",
    kinds=(EventKind(name="company-invested", event=CompanyInvested, label="Company's IT investment"),),
    evolve=evolve,
    decisions={ReportCompanyInvestment: decide_investment},
)
