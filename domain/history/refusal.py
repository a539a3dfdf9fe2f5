"""Refusals: a rule that was broken, told in one sentence with what would be accepted."""

import re

_LONG_QUOTATION = re.compile("“([^”]{200})[^”]+”")
"""What somebody typed may be of any length; a sentence repeats no more of it than tells which it was."""


class Refusal(Exception):
    """A command that a rule forbids; nothing was written.

    ``sentence`` is for a person and ends with what would be accepted; ``field`` names the input that it concerns;
    ``policy_version`` the policy that it was judged by, 0 where no policy was asked; ``because`` the refusal of the rule
    itself, where this one says what breaking it would break.
    """

    def __init__(
        self, sentence: str, *, field: str = "", policy_version: int = 0, because: "Refusal | None" = None
    ) -> None:
        sentence = _LONG_QUOTATION.sub(r"“\1…”", sentence)
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.policy_version = policy_version
        self.because = because

    @property
    def rule(self) -> str:
        """The name of the rule that was broken."""
        return type(self).__name__


class DateNotUnderstood(Refusal):
    """A date must be a day, month, quarter or year."""


class NothingEntered(Refusal):
    """A required field was left empty."""


class NameTooLong(Refusal):
    """A name is short enough to be read at a glance; further words go with the reason."""


class CannotBeKept(Refusal):
    """What is recorded is made of characters that can be written down."""


class NoSuchRecord(Refusal):
    """A command must name something that is on record."""


class IdAlreadyUsed(Refusal):
    """An id stands for one thing."""


class ReasonMissing(Refusal):
    """What is decided states why."""


class BreaksLaterRecord(Refusal):
    """A back-dated change may not break something that is already effective later."""
