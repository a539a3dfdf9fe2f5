"""Another policy, supposed in the place of the one on record from a day on, to see what it would have made different."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from domain.history.refusal import Refusal
from domain.policy.soundness import refuse_unsound
from domain.policy.state import Policy, Version
from domain.relationship.rules import Rules

Otherwise = Callable[[Rules], Rules]
"""What is changed in each version of the policy."""


class Supposed:
    """The policy as it would have been: each version in force from a day on, changed; the days before as they were.

    A change that names some keys leaves the others as each version had them, so that what comes out differently comes
    from these keys alone; a change of all of them is one policy on every day.
    """

    def __init__(self, policy: Policy, otherwise: Otherwise, since: date = date.min) -> None:
        """Raises what ``otherwise`` raises, and the refusals of ``domain.policy.soundness``."""
        self.policy = policy
        self.since = since
        self._turns = sorted({max(each.first, since) for each in policy.every_version} | {since})
        in_force = [policy.in_force(day) for day in self._turns]
        last = in_force[-1]
        self._changed = {each.rules.version: _changed(each, otherwise, last) for each in (last, *in_force)}

    def rules_on(self, day: date) -> Rules:
        """The rules that would be in force on a day; those on record where they say the same. They have no number."""
        rules = self.policy.rules_on(day)
        return self._changed[rules.version] if day >= self.since else rules

    @property
    def turns(self) -> list[date]:
        """The days from which either policy may say something else than before, the earliest first."""
        return self._turns

    @property
    def changed(self) -> list[tuple[Rules, Rules]]:
        """Each version that would have been another one at some time, and what it would have been; the latest first."""
        versions = {each.rules.version: each.rules for each in self.policy.every_version}
        pairs = [(versions[number], self._changed[number]) for number in sorted(self._changed, reverse=True)]
        return [(before, after) for before, after in pairs if before is not after]

    def differs(self, part: Callable[[Rules], object]) -> bool:
        """Whether some part of the policy would have been another one at some time."""
        return any(part(before) != part(after) for before, after in self.changed)


def _changed(version: Version, otherwise: Otherwise, last: Version) -> Rules:
    """The rules of a version, changed; the very same where nothing is. Raises a Refusal."""
    try:
        changed = replace(otherwise(version.rules), version=0)
        if changed == replace(version.rules, version=0):
            return version.rules
        refuse_unsound(changed)
    except Refusal as refusal:
        if version is last:
            raise
        raise type(refusal)(
            f"{refusal.sentence.removesuffix('.')}; so it would be in version {version.rules.version} of the policy, which "
            "was in force earlier: suppose it from a later day on.",
            field="rules",
        ) from refusal
    return changed
