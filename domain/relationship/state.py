"""The state of a relationship: what its events add up to, each concept in a field of its own."""

from domain.history.model import State
from domain.history.when import When
from domain.relationship.account_class import AccountClass, RelationshipKind
from domain.relationship.classification import Classing
from domain.relationship.counterpart.record import Counterpart
from domain.relationship.criteria import Criterion
from domain.relationship.economics import Economics
from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import Milestone
from domain.relationship.objective import Objective
from domain.relationship.partnership.record import Partnership
from domain.relationship.profile import Profile
from domain.relationship.rating import Rated
from domain.relationship.responsibility import Responsible
from domain.relationship.scorecard import Measure
from domain.relationship.service_terms import Offering, RuleOfEngagement
from domain.relationship.showcase import Showcase
from domain.relationship.system_link import Link
from domain.relationship.team import Member
from domain.relationship.terrain import Terrain


class Relationship(State, frozen=True, kw_only=True):
    """What is known of a relationship after some of its events."""

    profile: Profile = Profile()
    classing: Classing = Classing()
    criteria: dict[Criterion, Rated] = {}
    plans: dict[str, Plan] = {}
    objectives: dict[str, Objective] = {}
    measures: dict[str, Measure] = {}
    showcases: dict[str, Showcase] = {}
    milestones: dict[str, Milestone] = {}
    links: dict[str, Link] = {}
    terrain: Terrain = Terrain()
    offerings: dict[str, Offering] = {}
    rules_of_engagement: dict[str, RuleOfEngagement] = {}
    counterparts: dict[str, Counterpart] = {}
    team: dict[str, Member] = {}
    managers: dict[str, Responsible] = {}
    partnership: Partnership = Partnership()
    economics: Economics = Economics()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.profile.name

    @property
    def kind(self) -> RelationshipKind:
        """What kind of relationship it is."""
        return self.profile.kind

    @property
    def at_risk(self) -> bool:
        """Whether it is in danger of being lost."""
        return self.profile.at_risk_since is not None

    @property
    def closed(self) -> bool:
        """Whether it has ended and was not reopened."""
        return self.profile.closed is not None

    @property
    def account_class(self) -> AccountClass | None:
        """The class, None where it is not yet classified."""
        return self.classing.account_class

    @property
    def class_since(self) -> When | None:
        """When it became that class."""
        return self.classing.since
