"""What can be recorded of a partnership, and how it is decided."""

from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Person
from domain.history.deciding import begun, entered, entered_name
from domain.history.event import Command, Event
from domain.history.refusal import Refusal
from domain.relationship.moment import Moment
from domain.relationship.partnership.record import BenefitStated, PartnershipAssessed
from domain.relationship.partnership.scale import DETERMINANTS, Benefit, Determinant
from domain.relationship.vocabulary import Rating, Side


class NothingAssessed(Refusal):
    """An assessment rates at least one of the six determinants."""


class AssessPartnership(Command, frozen=True, kw_only=True):
    """Record how one side rates the partnership, from 0 to 4.

    Rate as many of Henderson's six determinants as there is evidence for. Henderson gave no scoring instrument: the
    scale is Tieline's own, and each of its steps is described in words. Nothing is ever added up.
    """

    path: ClassVar = "partnership assess"
    label: ClassVar = "Partnership assessed"
    asks_when: ClassVar = "Assessed"
    asks_why: ClassVar = "Occasion (optional)"

    side: Annotated[Side, Ask(label="Side", help="Which side rates.", example="the account", argument=True, first=True)]
    evidence: Annotated[
        str,
        Ask(
            label="Evidence",
            help="What the ratings rest on.",
            example="Three of their planners sit with us; nobody of ours sits with them",
            argument=True,
            first=True,
            long=True,
        ),
    ]
    mutual_benefits: Annotated[
        Rating | None,
        Ask(
            label="Mutual benefits",
            help="From 0, this side sees no benefit of its own, to 4, benefits are measured, fair and growing.",
            example="3",
        ),
    ] = None
    commitment: Annotated[
        Rating | None,
        Ask(
            label="Commitment",
            help="From 0, each order stands alone, to 4, goals, rewards and contracts have held under strain.",
            example="2",
        ),
    ] = None
    predisposition: Annotated[
        Rating | None,
        Ask(
            label="Predisposition",
            help="From 0, expected to take advantage, to 4, trust is taken for granted.",
            example="3",
        ),
    ] = None
    shared_knowledge: Annotated[
        Rating | None,
        Ask(
            label="Shared knowledge",
            help="From 0, the other side's work is unknown, to 4, either could explain the other's decisions.",
            example="1",
        ),
    ] = None
    dependency: Annotated[
        Rating | None,
        Ask(
            label="Dependency",
            help="From 0, the other side is replaceable at once, to 4, central work rests on what only it has; "
            "mutual dependency can lower a partnership's quality (Lee & Kim 1999).",
            example="2",
        ),
    ] = None
    organizational_linkage: Annotated[
        Rating | None,
        Ask(
            label="Organizational linkage",
            help="From 0, only orders and invoices pass, to 4, processes, systems and people run as one.",
            example="3",
        ),
    ] = None
    assessor: Annotated[
        str, Person(label="Rated by", help="Who gave the ratings.", example="Ann Lee", option="--rated-by")
    ] = ""

    @property
    def ratings(self) -> dict[Determinant, Rating]:
        """What is rated, in the order of the determinants."""
        given: dict[Determinant, Rating | None] = {
            "mutual benefits": self.mutual_benefits,
            "commitment": self.commitment,
            "predisposition": self.predisposition,
            "shared knowledge": self.shared_knowledge,
            "dependency": self.dependency,
            "organizational linkage": self.organizational_linkage,
        }
        return {each: rating for each in DETERMINANTS if (rating := given[each]) is not None}


class StateBenefit(Command, frozen=True, kw_only=True):
    """Record a benefit that one side has of the partnership.

    Benefits are stated for each side: financial return, process or product innovation, risk sharing, efficiency, or a
    better working environment (Henderson).
    """

    path: ClassVar = "partnership benefit"
    label: ClassVar = "Partnership benefit stated"
    asks_when: ClassVar = "Stated"

    benefit_id: Annotated[str, New("benefit")]
    title: Annotated[
        str,
        Ask(
            label="Benefit",
            help="What the side has of it, in a few words.",
            example="Half the shelf gaps",
            argument=True,
            first=True,
        ),
    ]
    side: Annotated[Side, Ask(label="For", help="Which side has it.", example="the account", first=True)]
    kind: Annotated[Benefit, Ask(label="Kind", help="What kind of benefit.", example="efficiency", first=True)]


def decide_assessment(command: AssessPartnership, moment: Moment) -> list[Event]:
    """The assessment; nothing where that side's ratings are on record for that very date.

    Raises NothingAssessed, NothingEntered.
    """
    ratings = command.ratings
    if not ratings:
        raise NothingAssessed(
            f"Nothing was rated: rate at least one of {', '.join(DETERMINANTS)} from 0 to 4.", field="mutual_benefits"
        )
    entered(command.evidence, "evidence", "the evidence that the ratings rest on")
    held = moment.before.partnership.ratings.get(command.side, {})
    if all(each in held and (held[each].rating, held[each].on) == (ratings[each], command.on) for each in ratings):
        return []
    return [
        PartnershipAssessed(
            on=command.on,
            reason=command.reason,
            side=command.side,
            ratings=ratings,
            evidence=command.evidence.strip(),
            assessor=command.assessor.strip(),
        )
    ]


def decide_benefit(command: StateBenefit, moment: Moment) -> list[Event]:
    """The benefit; nothing where the same one is on record. Raises NothingEntered, IdAlreadyUsed."""
    benefits = moment.known.partnership.benefits
    title = entered_name(command.title, "title", "the benefit")
    wanted = (title.casefold(), command.side, command.kind)
    if any((each.title.casefold(), each.side, each.kind) == wanted for each in benefits.values()):
        return []
    stated = BenefitStated(
        on=command.on,
        reason=command.reason,
        benefit_id=command.benefit_id,
        title=title,
        side=command.side,
        kind=command.kind,
    )
    return begun([stated], benefits, command.benefit_id)
