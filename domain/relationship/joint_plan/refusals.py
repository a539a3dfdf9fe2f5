"""The rules of joint plans, each named by the refusal of what breaks it."""

from domain.history.refusal import Refusal


class NoJointPlanForClass(Refusal):
    """Only strategic and integrated accounts have a joint plan (Byrnes)."""


class PlanHorizonOutsidePolicy(Refusal):
    """A joint plan runs as long as the policy allows for the class (Byrnes)."""


class PlanEndsBeforeItStarts(Refusal):
    """A plan's end, exclusive, is after its start."""


class PlanOverWhenAgreed(Refusal):
    """What is agreed of a plan's term, is agreed before that is over."""


class PlanAlreadyProposed(Refusal):
    """A plan of the same name is proposed once while the proposal is open."""


class PlanAlreadyAgreed(Refusal):
    """Only a proposal that is not agreed is withdrawn; an agreed plan is closed."""


class PlanAlreadyEnded(Refusal):
    """A plan ends once."""


class PlanNotYetAgreed(Refusal):
    """What happens to a plan, happens on or after the day that it was agreed."""


class PlanNotYetProposed(Refusal):
    """A proposal is withdrawn on or after the day that it was made."""


class PlanSupersedesItself(Refusal):
    """A plan is superseded by another one."""


class PlanNotInHand(Refusal):
    """Objectives and measures are set on a plan while it is proposed or in force."""
