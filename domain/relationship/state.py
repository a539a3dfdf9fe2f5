"""The state of a relationship: what its events add up to, each concept in a field of its own."""

from domain.history.model import State
from domain.history.when import When
from domain.relationship.account_class import AccountClass, RelationshipKind
from domain.relationship.classification import Classing
from domain.relationship.joint_plan import Plan
from domain.relationship.milestone import Milestone
from domain.relationship.opening import Profile
from domain.relationship.showcase import Showcase
from domain.relationship.system_link import Link


class Relationship(State, frozen=True, kw_only=True):
    """What is known of a relationship after some of its events."""

    profile: Profile = Profile()
    classing: Classing = Classing()
    plans: dict[str, Plan] = {}
    showcases: dict[str, Showcase] = {}
    milestones: dict[str, Milestone] = {}
    links: dict[str, Link] = {}

    @property
    def name(self) -> str:
        """What it is called."""
        return self.profile.name

    @property
    def kind(self) -> RelationshipKind:
        """What kind of relationship it is."""
        return self.profile.kind

    @property
    def account_class(self) -> AccountClass | None:
        """The class, None where it is not yet classified."""
        return self.classing.account_class

    @property
    def class_since(self) -> When | None:
        """When it became that class."""
        return self.classing.since
