"""The account team: who of one's own serves the account, by function; cross-functional for a strategic one (Byrnes)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from domain.history.asking import Ask, New, Person, Pick
from domain.history.concept import Concept, EventKind
from domain.history.deciding import begun, entered, entered_name, on_record
from domain.history.event import Command, Event, Titles
from domain.history.refusal import Refusal
from domain.history.when import When
from domain.relationship.moment import Moment
from domain.relationship.vocabulary import Function


class MemberAlreadyLeft(Refusal):
    """A member leaves the team once."""


class MemberLeftBeforeJoining(Refusal):
    """A member leaves the team on or after the day they joined it."""


class MemberAlreadyOnTeam(Refusal):
    """A person joins the team once for the same role while they are in it."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a role on the account team."""

    id: str
    title: str
    function: Function
    person: str
    joined: When
    left: When | None = None

    @property
    def open(self) -> bool:
        """Still on the team."""
        return self.left is None


class TeamMemberJoined(Event, frozen=True, kw_only=True):
    """Somebody of one's own joined the account team."""

    about: ClassVar = "member_id"
    begins: ClassVar = True

    member_id: str
    title: str
    function: Function
    person: str

    @property
    def value(self) -> str:
        return self.function

    def headline(self, titles: Titles) -> str:  # noqa: ARG002  # has its own title
        return f"Team role “{self.title}” filled ({self.function})"


class TeamMemberLeft(Event, frozen=True, kw_only=True):
    """They left the account team."""

    about: ClassVar = "member_id"

    member_id: str

    def headline(self, titles: Titles) -> str:
        return f"Team role {self.called(titles)} vacated"


class JoinTeam(Command, frozen=True, kw_only=True):
    """Record that somebody of one's own joined the account team.

    A strategic account has a dedicated team across IT, operations, commercial and executive functions. The role stands
    in the clear, the person's name is kept so that it can be forgotten.
    """

    path: ClassVar = "team join"
    label: ClassVar = "Team member joined"
    asks_when: ClassVar = "Joined"

    member_id: Annotated[str, New("member")]
    title: Annotated[
        str,
        Ask(label="Role", help="Their role on the team.", example="On-site systems lead", argument=True, first=True),
    ]
    function: Annotated[
        Function, Ask(label="Function", help="Which function they come from.", example="IT", argument=True, first=True)
    ]
    person: Annotated[str, Person(label="Person", help="Who joined.", example="Kim Berg", argument=True, first=True)]


class LeaveTeam(Command, frozen=True, kw_only=True):
    """Record that somebody left the account team.

    They leave once, and not before they joined. Whoever follows them joins in their own name.
    """

    path: ClassVar = "team leave"
    label: ClassVar = "Team member left"
    asks_when: ClassVar = "Left"
    about: ClassVar = "member_id"

    member_id: Annotated[
        str,
        Pick(
            label="Team member",
            things="team",
            what="team member",
            example="On-site systems lead",
            argument=True,
            otherwise="Nobody is on the team of this account. Record who joined first.",
        ),
    ]


def decide_joining(command: JoinTeam, moment: Moment) -> list[Event]:
    """The new member; nothing where the same person is in the same role already.

    Raises NothingEntered, MemberAlreadyOnTeam, IdAlreadyUsed.
    """
    team = moment.known.team
    title = entered_name(command.title, "title", "the role on the team")
    person = entered(command.person, "person", "who joined")
    for member in team.values():
        if (member.title.casefold(), member.function, member.person) != (title.casefold(), command.function, person):
            continue
        if member.joined == command.on:
            return []
        if member.left and member.left.first <= command.on.first:
            continue
        if member.joined.first <= command.on.first:
            return []
        raise MemberAlreadyOnTeam(
            f"The role “{member.title}” is on record with the same person since {member.joined}: choose "
            f"{member.joined.first} or a later day, or another role or person.",
            field="on",
        )
    joined = TeamMemberJoined(
        on=command.on,
        reason=command.reason,
        member_id=command.member_id,
        title=title,
        function=command.function,
        person=person,
    )
    return begun([joined], team, command.member_id)


def decide_leaving(command: LeaveTeam, moment: Moment) -> list[Event]:
    """That they left; nothing where the same is on record.

    Raises NoSuchRecord, MemberAlreadyLeft, MemberLeftBeforeJoining.
    """
    member = on_record(moment.known.team, command.member_id, "member_id", "team member")
    if member.left == command.on:
        return []
    if member.left:
        raise MemberAlreadyLeft(
            f"The role “{member.title}” was already vacated {member.left.told}: a member leaves once, so record who "
            "joined after that first.",
            field="member_id",
        )
    if command.on.certainly_before(member.joined):
        raise MemberLeftBeforeJoining(
            f"The role “{member.title}” was filled {member.joined.told}, so it cannot be vacated {command.on.told}: "
            f"choose {member.joined.first} or a later day.",
            field="on",
        )
    return [TeamMemberLeft(on=command.on, reason=command.reason, member_id=member.id)]


def evolve(team: dict[str, Member], event: Event) -> dict[str, Member]:
    """The team after one more event."""
    match event:
        case TeamMemberJoined():
            joined = Member(
                id=event.member_id, title=event.title, function=event.function, person=event.person, joined=event.on
            )
            return {**team, joined.id: joined}
        case TeamMemberLeft(member_id=member_id) if member := team.get(member_id):
            return {**team, member_id: replace(member, left=event.on)}
        case _:
            return team


def functions_on(team: Mapping[str, Member], day: date) -> set[Function]:
    """The functions that are on the team on a day."""
    return {
        each.function for each in team.values() if each.joined.first <= day and (not each.left or day < each.left.first)
    }


TEAM = Concept(
    name="account team",
    source='Byrnes, "The Strategic CIO": the dedicated cross-functional account team.',
    lane="people",
    holds="team",
    kinds=(
        EventKind(
            name="team-member-joined",
            event=TeamMemberJoined,
            label="Team member joined",
            phase="started",
            people=("person",),
        ),
        EventKind(name="team-member-left", event=TeamMemberLeft, label="Team member left", phase="concluded"),
    ),
    evolve=evolve,
    decisions={JoinTeam: decide_joining, LeaveTeam: decide_leaving},
)
