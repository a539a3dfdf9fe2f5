"""What happens to a showcase."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.history.event import Event, Titles
from domain.history.text import Text
from domain.relationship.showcase.state import Outcome


class ShowcaseProposed(Event, frozen=True, kw_only=True):
    """An experiment was proposed; its reason is the hypothesis that it would test."""

    about: ClassVar = "showcase_id"
    begins: ClassVar = True

    showcase_id: str
    title: str

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Showcase “{self.title}” proposed"


class ShowcaseStarted(Event, frozen=True, kw_only=True):
    """An experiment began, within what was fixed before; its reason is the hypothesis that it tests."""

    about: ClassVar = "showcase_id"
    begins: ClassVar = True

    showcase_id: str
    title: str
    budget: Decimal | None = None
    currency: str = ""
    sites: int | None = None
    ends: date | None = None
    """The last day of the trial."""
    success: Text = ""
    """By what its success is measured."""
    extends: str = ""
    """The id of the showcase whose conclusion, to extend it, it follows."""

    @property
    def term(self) -> tuple[date, date] | None:
        return (self.on.first, self.ends) if self.ends else None

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        limits = [] if self.budget is None else [money(self.budget, self.currency)]
        if self.sites is not None:
            limits.append(f"{self.sites} site{'s' * (self.sites != 1)}")
        within = f", limited to {', '.join(limits)}" if limits else ""
        until = f", until {self.ends}" if self.ends else ""
        return f"Showcase “{self.title}” started{' anew' if self.extends else ''}{within}{until}"


class ShowcaseSpent(Event, frozen=True, kw_only=True):
    """Money was spent on the experiment; whether it went over its budget with that."""

    about: ClassVar = "showcase_id"

    showcase_id: str
    amount: Decimal
    currency: str
    over_budget: bool = False

    @property
    def value(self) -> str:
        return "over budget" if self.over_budget else ""

    def headline(self, titles: Titles) -> str:
        over = ", over its budget" if self.over_budget else ""
        return f"Showcase {self.called(titles)}: {money(self.amount, self.currency)} spent{over}"


class ShowcaseMeasured(Event, frozen=True, kw_only=True):
    """A result of the experiment was measured."""

    about: ClassVar = "showcase_id"

    showcase_id: str
    measure: str
    measured: Decimal
    unit: str = ""
    target: Decimal | None = None

    def headline(self, titles: Titles) -> str:
        unit = f" {self.unit}" if self.unit else ""
        target = "" if self.target is None else f" against a target of {self.target:f}"
        return f"Showcase {self.called(titles)} measured: {self.measure} {self.measured:f}{unit}{target}"


class ShowcaseConcluded(Event, frozen=True, kw_only=True):
    """The experiment was judged: scale it, extend it or stop it; the reason says why."""

    about: ClassVar = "showcase_id"

    showcase_id: str
    outcome: Outcome

    @property
    def value(self) -> str:
        return self.outcome

    def headline(self, titles: Titles) -> str:
        return f"Showcase {self.called(titles)} concluded: {self.outcome}"


class ShowcaseAdopted(Event, frozen=True, kw_only=True):
    """What was tried at another account is done at this one, too."""

    about: ClassVar = "showcase_id"
    begins: ClassVar = True

    showcase_id: str
    title: str
    source_relationship: str
    source_showcase: str

    def headline(self, titles: Titles) -> str:
        return f"Showcase “{self.title}” adopted from {titles.get(self.source_relationship, 'another account')}"


def money(amount: Decimal, currency: str) -> str:
    """An amount as people write it: "50,000 EUR"."""
    return f"{amount:,f} {currency}"
