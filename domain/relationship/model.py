"""The model of a relationship: every concept of the field, in the order that they are documented."""

from domain.history.model import Model
from domain.relationship.classification import CLASSIFICATION
from domain.relationship.interaction import INTERACTION
from domain.relationship.joint_plan import JOINT_PLAN
from domain.relationship.milestone import MILESTONE
from domain.relationship.moment import Moment
from domain.relationship.observation import OBSERVATION
from domain.relationship.opening import OPENING
from domain.relationship.showcase import SHOWCASE
from domain.relationship.state import Relationship
from domain.relationship.system_link import SYSTEM_LINK

RELATIONSHIP: Model[Relationship] = Model(
    "relationship",
    Relationship,
    (
        OPENING,
        CLASSIFICATION,
        JOINT_PLAN,
        SHOWCASE,
        MILESTONE,
        SYSTEM_LINK,
        INTERACTION,
        OBSERVATION,
    ),
    lambda before, known, command, around: Moment(before, known, around, command.on),
)
