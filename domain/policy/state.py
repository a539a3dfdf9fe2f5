"""The state of the policy: its versions, and which of them is in force on a day."""

from datetime import date

import msgspec

from domain.history.model import State
from domain.history.when import When
from domain.policy.version_1 import POLICY
from domain.relationship.rules import Rules


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the policy, whole, and the day that it takes effect; None for the first, which always was."""

    rules: Rules
    since: When | None = None

    @property
    def first(self) -> date:
        """The first day that it may be in force."""
        return self.since.first if self.since else date.min


FIRST = Version(rules=POLICY)


class Policy(State, frozen=True, kw_only=True):
    """Every version after the first, by its number in words."""

    versions: dict[str, Version] = {}

    @property
    def name(self) -> str:
        """What it is called where relationships go by their name."""
        return "The policy"

    @property
    def kind(self) -> str:
        """What kind of history it is."""
        return "policy"

    @property
    def every_version(self) -> list[Version]:
        """All versions in the order of their numbers, the first included."""
        return [FIRST, *sorted(self.versions.values(), key=lambda each: each.rules.version)]

    @property
    def latest(self) -> int:
        """The highest version number."""
        return self.every_version[-1].rules.version

    def in_force(self, day: date) -> Version:
        """The version in force on a day: of those effective by then the latest effective, the highest of equals."""
        effective = [each for each in self.every_version if each.first <= day]
        return max(effective, key=lambda each: (each.first, each.rules.version))

    def rules_on(self, day: date) -> Rules:
        """The rules in force on a day."""
        return self.in_force(day).rules
