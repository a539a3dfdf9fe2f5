"""The model of the policy: one history of its own; its first version was always there."""

from domain.history.model import Model
from domain.policy.change import POLICY_CHANGE
from domain.policy.moment import Moment
from domain.policy.state import Policy

POLICY_MODEL: Model[Policy] = Model(
    "policy",
    Policy,
    (POLICY_CHANGE,),
    lambda before, known, command, around: Moment(known, command.on),  # noqa: ARG005  # which version is in force is told by all of them
    needs="govern",
    for_good="A version of the policy is not retracted, because decisions were judged by it: change the policy again, from the day on "
    "that it should be otherwise.",
)
