"""Refusals: a rule that was broken, told in one sentence with what would be accepted."""


class Refusal(Exception):
    """A command that a rule forbids; nothing was written.

    ``sentence`` is for a person and ends with what would be accepted; ``field`` names the input that it concerns;
    ``policy_version`` the policy that it was judged by, 0 where no policy was asked.
    """

    def __init__(self, sentence: str, *, field: str = "", policy_version: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.policy_version = policy_version

    @property
    def rule(self) -> str:
        """The name of the rule that was broken."""
        return type(self).__name__


class DateNotUnderstood(Refusal):
    """A date must be a day, month, quarter or year."""


class NothingEntered(Refusal):
    """A required field was left empty."""


class NoSuchRecord(Refusal):
    """A command must name something that is on record."""


class IdAlreadyUsed(Refusal):
    """An id stands for one thing."""


class AlreadyOpen(Refusal):
    """A relationship is opened once."""


class ReasonMissing(Refusal):
    """A classification states why."""


class NoJointPlanForClass(Refusal):
    """Only strategic and integrated accounts have a joint plan (Byrnes)."""


class PlanHorizonOutsidePolicy(Refusal):
    """A joint plan runs as long as the policy allows for the class (Byrnes)."""


class PlanEndsBeforeItStarts(Refusal):
    """A plan's end, exclusive, is after its start."""


class PlanAlreadyEnded(Refusal):
    """A plan ends once."""


class PlanNotYetAgreed(Refusal):
    """A plan cannot be closed before it was agreed."""


class ReclassificationWouldOrphanPlan(Refusal):
    """Each live plan that the new class forbids is settled in the same step."""


class NothingToSettle(Refusal):
    """Only a live plan that the new class forbids is settled with a reclassification."""


class ShowcaseAlreadyRunning(Refusal):
    """A showcase experiment of the same name runs once at a time."""


class ShowcaseConcludedBeforeStart(Refusal):
    """A showcase is concluded on or after the day it started."""


class ShowcaseAlreadyConcluded(Refusal):
    """A showcase is concluded once."""


class MilestoneAlreadyPlanned(Refusal):
    """A milestone of the same name and party is planned once while it is open."""


class MilestoneAlreadyReached(Refusal):
    """A milestone is reached once."""


class MilestoneReachedBeforePlanned(Refusal):
    """A milestone is reached on or after the day it was planned."""


class LinkAlreadyLive(Refusal):
    """A system link of the same name goes live once until it is retired."""


class LinkRetiredBeforeLive(Refusal):
    """A system link is retired on or after the day it went live."""


class LinkAlreadyRetired(Refusal):
    """A system link is retired once."""


class BreaksLaterRecord(Refusal):
    """A back-dated change may not break something that is already effective later."""
