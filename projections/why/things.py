"""The things on record that can be asked about by their titles, and the rules by which they stand."""

from typing import Any

from domain.history.concept import Concept
from domain.history.sentence import title_of
from domain.models import REGISTRY
from domain.relationship.model import RELATIONSHIP
from domain.relationship.partnership.record import Partnership
from projections.why.answer import Rule, Statement, Thing
from projections.why.asked import Asked, concept_of, of_concept

PLAN_RULE = "A joint plan is in force from its start up to, not including, its end, unless it ended before; of several, the one begun last is told."
OF_THINGS = {
    "joint plan": (PLAN_RULE, ("plan", "shared_risk", "scorecard"), ()),
    "showcase": (
        "A showcase runs from its start until it is concluded; the policy limits how many run at once.",
        (),
        ("showcases.per_account", "showcases.in_total"),
    ),
    "milestone": (
        "A milestone is planned until it is reached or dropped, and overdue once the last day of its due date has passed.",
        (),
        (),
    ),
    "system link": (
        "A system link works from going live until it is suspended or retired; how deep it may reach depends on the class.",
        ("deepest_link", "link_expected", "custom_links"),
        (),
    ),
    "objective": (
        "An objective is open until it is met, missed or dropped, and late once the last day of its due date has passed.",
        (),
        ("attention.due_soon",),
    ),
    "scorecard": ("A measure stands as it was last targeted and recorded.", ("scorecard",), ()),
    "counterpart": ("Somebody is known there until it is recorded that they left.", ("counterparts",), ()),
    "account team": ("Somebody is on the team from joining until leaving it.", ("team",), ()),
}  # fmt: skip
"""The rule by which the things of a concept stand, and the keys of the policy that matter: what the class gets, and others."""
AS_LAST_TOLD = ("It stands as the latest record of it says.", (), ())


def rule_of(asked: Asked, concept_name: str) -> Rule:
    """The rule by which the things of a concept stand."""
    sentence, of_class, others = OF_THINGS.get(concept_name, AS_LAST_TOLD)
    return asked.rule(sentence, [*asked.service(*of_class), *others])


def things(asked: Asked) -> list[Thing]:
    """Everything on record by the instant that has a title, also what has not begun by the day or was struck through."""
    found: dict[tuple[str, str], str] = {}
    for each in asked.history:
        if begun := title_of(each.event):
            found[concept_of(each), begun[0]] = begun[1]
    for concept in RELATIONSHIP.concepts:
        for thing_id, thing in held_by(asked, concept).items():
            found[concept.name, thing_id] = thing.title
    return [Thing(concept=concept, id=thing_id, title=title) for (concept, thing_id), title in found.items()]


def held_by(asked: Asked, concept: Concept) -> dict[str, Any]:
    """The things with titles that a concept holds, by id."""
    held = getattr(asked.state, concept.holds) if concept.holds else {}
    held = held.benefits if isinstance(held, Partnership) else held
    return {key: each for key, each in held.items() if hasattr(each, "title")} if isinstance(held, dict) else {}


def of_thing(asked: Asked, thing: Thing) -> Statement:
    """How one thing stands."""
    concept = next(each for each in REGISTRY.concepts if each.name == thing.concept)
    held = held_by(asked, concept).get(thing.id)
    behind = asked.behind(of_concept(thing.concept, thing.id))
    gone = f"The {thing.concept} “{thing.title}” does not count: " + (
        "what told of its beginning was struck through." if behind else "it had not begun by then."
    )
    return Statement(says="" if held else gone, rule=rule_of(asked, thing.concept), behind=behind, thing=held)
