"""What happens to a joint plan, from its proposal to its end."""

from datetime import date
from typing import ClassVar, Literal

from domain.history.event import Event, Titles
from domain.history.text import Text
from domain.relationship.account_class import AccountClass

PlanResult = Literal["met", "partly met", "missed"]
PLAN_RESULTS: tuple[PlanResult, ...] = ("met", "partly met", "missed")
"""What a completed plan came to."""


class JointPlanProposed(Event, frozen=True, kw_only=True):
    """A plan was proposed, to run from ``starts`` up to, not including, ``ends``; it binds nobody until it is agreed."""

    about: ClassVar = "plan_id"
    begins: ClassVar = True

    plan_id: str
    title: str
    starts: date
    ends: date

    @property
    def term(self) -> tuple[date, date] | None:
        return self.starts, self.ends

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Joint plan “{self.title}” proposed, {self.starts} to {self.ends}"


class JointPlanWithdrawn(Event, frozen=True, kw_only=True):
    """A proposed plan came to nothing."""

    about: ClassVar = "plan_id"

    plan_id: str

    def headline(self, titles: Titles) -> str:
        return f"Proposed joint plan {self.called(titles)} withdrawn"


class JointPlanAgreed(Event, frozen=True, kw_only=True):
    """Both sides agreed a plan, in force from ``starts`` up to, not including, ``ends``; ``shared_risk`` says how they
    share its risk.
    """

    about: ClassVar = "plan_id"
    begins: ClassVar = True

    plan_id: str
    title: str
    starts: date
    ends: date
    shared_risk: Text = ""

    @property
    def term(self) -> tuple[date, date] | None:
        return self.starts, self.ends

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Joint plan “{self.title}” agreed, {self.starts} to {self.ends}"


class JointPlanRiskShared(Event, frozen=True, kw_only=True):
    """Both sides agreed how they share the risk of a plan."""

    about: ClassVar = "plan_id"

    plan_id: str
    shared_risk: Text

    def headline(self, titles: Titles) -> str:
        return f"Shared risk of joint plan {self.called(titles)} agreed"


class JointPlanAmended(Event, frozen=True, kw_only=True):
    """Both sides agreed another term for a plan. ``suits`` is the class that it was amended for, where the amendment
    settled a reclassification; otherwise it is judged by the account's class of the day.
    """

    about: ClassVar = "plan_id"

    plan_id: str
    title: str
    starts: date
    ends: date
    suits: AccountClass | None = None

    @property
    def term(self) -> tuple[date, date] | None:
        return self.starts, self.ends

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Joint plan “{self.title}” amended, now {self.starts} to {self.ends}"


class JointPlanReviewed(Event, frozen=True, kw_only=True):
    """Both sides looked at how a plan goes."""

    about: ClassVar = "plan_id"

    plan_id: str
    findings: Text

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} reviewed"


class JointPlanCarriedToEnd(Event, frozen=True, kw_only=True):
    """A plan that the new class would not allow runs on to its end all the same."""

    about: ClassVar = "plan_id"

    plan_id: str

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} carried on to its end"


class JointPlanCompleted(Event, frozen=True, kw_only=True):
    """A plan was done, at its end or before, and both sides said what it came to."""

    about: ClassVar = "plan_id"

    plan_id: str
    result: PlanResult

    @property
    def value(self) -> str:
        return self.result

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} completed: {self.result}"


class JointPlanClosedEarly(Event, frozen=True, kw_only=True):
    """A plan ended before its time."""

    about: ClassVar = "plan_id"

    plan_id: str

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} closed early"


class JointPlanSuperseded(Event, frozen=True, kw_only=True):
    """Another plan took the place of this one."""

    about: ClassVar = "plan_id"

    plan_id: str
    successor_id: str
    successor: str
    """The other plan's title."""

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({self.plan_id, self.successor_id})

    def headline(self, titles: Titles) -> str:
        return f"Joint plan {self.called(titles)} superseded by “{self.successor}”"
