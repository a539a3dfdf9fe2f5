"""What can be recorded of counterparts."""

from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Person, Pick
from domain.history.event import Command
from domain.relationship.vocabulary import Function

WHICH = Pick(
    label="Counterpart",
    things="counterparts",
    what="counterpart",
    example="Head of logistics IT",
    argument=True,
    otherwise="Nobody at this account is named as a counterpart. Name one first.",
)


class NameCounterpart(Command, frozen=True, kw_only=True):
    """Record who at the account holds a role that one's own people face.

    Name them before they are needed; what nobody has confirmed stands as assumed. The role stands in the clear, the
    person's name is kept so that it can be forgotten.
    """

    path: ClassVar = "counterpart name"
    label: ClassVar = "Counterpart named"
    asks_when: ClassVar = "Known since"
    asks_why: ClassVar = "How it is known"

    counterpart_id: Annotated[str, New("counterpart")]
    title: Annotated[
        str,
        Ask(label="Role", help="Their role at the account.", example="Head of logistics IT", argument=True, first=True),
    ]
    function: Annotated[
        Function, Ask(label="Function", help="Which function they face.", example="IT", argument=True, first=True)
    ]
    person: Annotated[
        str, Person(label="Person", help="Who holds the role.", example="Ann Lee", argument=True, first=True)
    ]
    ours: Annotated[
        str, Person(label="Faced by", help="Who of your own faces them.", example="Kim Berg", option="--faced-by")
    ] = ""
    confirmed: Annotated[
        bool, Ask(label="Confirmed", help="Whether this is confirmed rather than assumed.", example="yes")
    ] = False


class ConfirmCounterpart(Command, frozen=True, kw_only=True):
    """Record that an assumed counterpart was confirmed.

    A counterpart is confirmed once, not before they were named and not after they left the role.
    """

    path: ClassVar = "counterpart confirm"
    label: ClassVar = "Counterpart confirmed"
    asks_when: ClassVar = "Confirmed"
    about: ClassVar = "counterpart_id"

    counterpart_id: Annotated[str, WHICH]


class FaceCounterpart(Command, frozen=True, kw_only=True):
    """Record who of one's own faces a counterpart from now on.

    It takes the place of whoever faced them before.
    """

    path: ClassVar = "counterpart face"
    label: ClassVar = "Counterpart faced by"
    asks_when: ClassVar = "Since"
    about: ClassVar = "counterpart_id"

    counterpart_id: Annotated[str, WHICH]
    ours: Annotated[
        str,
        Person(label="Faced by", help="Who of your own faces them.", example="Kim Berg", argument=True, first=True),
    ]


class LeaveCounterpart(Command, frozen=True, kw_only=True):
    """Record that a counterpart left the role.

    They leave once, and not before they were named. Whoever follows them is a counterpart of their own.
    """

    path: ClassVar = "counterpart leave"
    label: ClassVar = "Counterpart left"
    asks_when: ClassVar = "Left"
    about: ClassVar = "counterpart_id"

    counterpart_id: Annotated[str, WHICH]
