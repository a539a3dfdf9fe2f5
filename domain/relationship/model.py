"""The model of a relationship: every concept of the field, in the order that they are documented."""

from domain.history.model import Model
from domain.history.retraction import RETRACTION
from domain.relationship.classification import CLASSIFICATION
from domain.relationship.counterpart import COUNTERPART
from domain.relationship.economics import ECONOMICS
from domain.relationship.interaction import INTERACTION
from domain.relationship.joint_plan import JOINT_PLAN
from domain.relationship.milestone import MILESTONE
from domain.relationship.moment import Moment
from domain.relationship.objective import OBJECTIVE
from domain.relationship.observation import OBSERVATION
from domain.relationship.opening import OPENING, RelationshipOpened
from domain.relationship.partnership import PARTNERSHIP
from domain.relationship.profile import closed_before, refuse_beginnings_when_closed
from domain.relationship.rating import CRITERIA_RATING
from domain.relationship.responsibility import RESPONSIBILITY
from domain.relationship.scorecard import SCORECARD
from domain.relationship.service_terms import RULE_OF_ENGAGEMENT, SERVICE_OFFERING
from domain.relationship.showcase import SHOWCASE
from domain.relationship.state import Relationship
from domain.relationship.system_link import SYSTEM_LINK
from domain.relationship.team import TEAM
from domain.relationship.terrain import TERRAIN

RELATIONSHIP: Model[Relationship] = Model(
    "relationship",
    Relationship,
    (
        OPENING,
        CRITERIA_RATING,
        CLASSIFICATION,
        JOINT_PLAN,
        OBJECTIVE,
        SCORECARD,
        SHOWCASE,
        MILESTONE,
        SYSTEM_LINK,
        TERRAIN,
        SERVICE_OFFERING,
        RULE_OF_ENGAGEMENT,
        COUNTERPART,
        TEAM,
        RESPONSIBILITY,
        INTERACTION,
        PARTNERSHIP,
        ECONOMICS,
        OBSERVATION,
        RETRACTION,
    ),
    lambda before, known, command, around: Moment(before, known, around, command.on),
    refuse_beginnings_when_closed,
    lambda state, event: closed_before(state.profile, "what began there", event.on) if event.begins else None,
    opening=RelationshipOpened,
)
