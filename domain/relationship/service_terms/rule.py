"""A rule of engagement as it stands, and what happens to it."""

from datetime import date
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.event import Event, Titles
from domain.history.text import Text
from domain.history.when import When
from domain.relationship.vocabulary import Side


class Exemption(msgspec.Struct, frozen=True, kw_only=True):
    """An exception to a rule, from a day on."""

    on: When
    until: date | None = None
    """The last day, None where it is open."""


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """A rule was not kept."""

    on: When
    by: Side


class RuleOfEngagement(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of engagement as it stands."""

    id: str
    title: str
    since: When
    lifted: When | None = None
    exceptions: tuple[Exemption, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def open(self) -> bool:
        """Not yet lifted."""
        return self.lifted is None


class RuleSet(Event, frozen=True, kw_only=True):
    """The two companies deal with each other by this rule from this day on."""

    about: ClassVar = "rule_id"
    begins: ClassVar = True

    rule_id: str
    title: str

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Rule of engagement “{self.title}” set"


class RuleLifted(Event, frozen=True, kw_only=True):
    """The rule no longer holds."""

    about: ClassVar = "rule_id"

    rule_id: str

    def headline(self, titles: Titles) -> str:
        return f"Rule of engagement {self.called(titles)} lifted"


class RuleExceptionGranted(Event, frozen=True, kw_only=True):
    """The account need not keep the rule, up to and including ``until``."""

    about: ClassVar = "rule_id"

    rule_id: str
    until: date | None = None

    @property
    def term(self) -> tuple[date, date] | None:
        return (self.on.first, self.until) if self.until else None

    def headline(self, titles: Titles) -> str:
        until = f" until {self.until}" if self.until else ""
        return f"Exception to the rule of engagement {self.called(titles)} granted{until}"


class RuleBreached(Event, frozen=True, kw_only=True):
    """One of the two sides did not keep the rule; ``seen`` is what was seen of it."""

    about: ClassVar = "rule_id"

    rule_id: str
    by: Side
    seen: Text

    @property
    def value(self) -> str:
        return self.by

    def headline(self, titles: Titles) -> str:
        return f"Rule of engagement {self.called(titles)} breached by {self.by}"


def evolve(rules: dict[str, RuleOfEngagement], event: Event) -> dict[str, RuleOfEngagement]:
    """The rules of engagement after one more event."""
    match event:
        case RuleSet():
            rule = RuleOfEngagement(id=event.rule_id, title=event.title, since=event.on)
            return {**rules, rule.id: rule}
        case RuleLifted(rule_id=rule_id) if held := rules.get(rule_id):
            return {**rules, rule_id: replace(held, lifted=event.on)}
        case RuleExceptionGranted(rule_id=rule_id) if held := rules.get(rule_id):
            exemption = Exemption(on=event.on, until=event.until)
            return {**rules, rule_id: replace(held, exceptions=(*held.exceptions, exemption))}
        case RuleBreached(rule_id=rule_id) if held := rules.get(rule_id):
            breach = Breach(on=event.on, by=event.by)
            return {**rules, rule_id: replace(held, breaches=(*held.breaches, breach))}
        case _:
            return rules
