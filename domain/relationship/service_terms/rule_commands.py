"""What is recorded of rules of engagement, and how it is asked for."""

from datetime import date
from typing import Annotated, ClassVar

from domain.history.asking import Ask, New, Pick
from domain.history.event import Command
from domain.relationship.vocabulary import Side

A_RULE = Pick(
    label="Rule",
    help="Which of the rules of engagement.",
    things="rules_of_engagement",
    what="rule of engagement",
    example="Full pallets only",
    argument=True,
    otherwise="No rule of engagement is in force for this account. Log one as set first.",
)


class SetRule(Command, frozen=True, kw_only=True):
    """Record a rule of engagement.

    Such as a minimum order for each lead time, weekly ordering, or shipment to distribution centres only. Rules are what
    lets a stable account be served reliably at low cost.
    """

    path: ClassVar = "terms rule"
    label: ClassVar = "Rule of engagement set"
    asks_when: ClassVar = "In force since"

    rule_id: Annotated[str, New("rule")]
    title: Annotated[
        str, Ask(label="Rule", help="The rule in a few words.", example="Full pallets only", argument=True, first=True)
    ]


class LiftRule(Command, frozen=True, kw_only=True):
    """Record that a rule of engagement no longer holds.

    A rule is lifted once, and not before it was set. One that comes back is a new rule.
    """

    path: ClassVar = "terms lift"
    label: ClassVar = "Rule of engagement lifted"
    asks_when: ClassVar = "Lifted"
    about: ClassVar = "rule_id"

    rule_id: Annotated[str, A_RULE]


class GrantException(Command, frozen=True, kw_only=True):
    """Record an exception to a rule of engagement.

    It says why. Many exceptions are custom service that nobody decided on.
    """

    path: ClassVar = "terms except"
    label: ClassVar = "Exception to a rule granted"
    asks_when: ClassVar = "From"
    asks_why: ClassVar = "Why"
    about: ClassVar = "rule_id"

    rule_id: Annotated[str, A_RULE]
    until: Annotated[
        date | None,
        Ask(
            label="Until",
            help="The last day of the exception; leave it out where it has no end.",
            example="2025-12-31",
        ),
    ] = None


class NoteBreach(Command, frozen=True, kw_only=True):
    """Record that a rule of engagement was not kept.

    By the account or by one's own company: a rule binds both.
    """

    path: ClassVar = "terms breach"
    label: ClassVar = "Breach of a rule seen"
    asks_when: ClassVar = "Seen"
    about: ClassVar = "rule_id"

    rule_id: Annotated[str, A_RULE]
    by: Annotated[Side, Ask(label="By", help="Who did not keep it.", example="the account", argument=True, first=True)]
    seen: Annotated[
        str,
        Ask(
            label="What was seen",
            help="What was seen, in a few words.",
            example="Three orders of half a pallet",
            argument=True,
            first=True,
            long=True,
        ),
    ]
