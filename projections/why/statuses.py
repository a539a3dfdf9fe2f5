"""The statuses that can be asked about, each with its rule and the records behind it."""

from collections.abc import Callable, Sequence

from domain.history.when import When
from domain.relationship.team import functions_on
from projections.fit import listed
from projections.partnership import profiles
from projections.projection import day_number
from projections.why.answer import Statement, Thing, Why
from projections.why.asked import Asked, of_concept, of_kinds
from projections.why.judged import attention, misfits, segments
from projections.why.things import of_thing, rule_of, things

THINGS = {"showcase": "showcase", "milestone": "milestone", "link": "system link", "objective": "objective"}
"""The statuses that are all things of a concept."""


def why(asked: Asked, status: str) -> Why:
    """Why the account stands so. ``status`` is one of ``ACCEPTED``."""
    return answer(asked, status, STATUSES[status](asked))


def why_thing(asked: Asked, thing: Thing) -> Why:
    """Why one of its ``things`` stands as it does."""
    return answer(asked, thing.title, [of_thing(asked, thing)])


def answer(asked: Asked, status: str, statements: Sequence[Statement]) -> Why:
    """The whole answer."""
    return Why(
        relationship=asked.relationship,
        name=asked.state.name,
        status=status,
        as_of=asked.as_of,
        known_at=asked.known_at,
        statements=statements,
    )


def _things_of(concept_name: str) -> Callable[[Asked], list[Statement]]:
    """The status that is all things of a concept."""

    def told(asked: Asked) -> list[Statement]:
        those = [each for each in things(asked) if each.concept == concept_name]
        says = f"No {concept_name} of {asked.state.name} is on record."
        none = Statement(says=says, rule=rule_of(asked, concept_name), behind=[])
        return [of_thing(asked, each) for each in those] or [none]

    return told


def _class(asked: Asked) -> list[Statement]:
    state, rated = asked.state, bool(asked.state.criteria)
    kinds = ("reclassified", "criteria-rated") if rated else ("reclassified",)
    criteria = [f"criteria.{each}" for each in ("large", "willing", "able", "innovative", "growing")] if rated else []
    return [
        _since(
            state.class_since,
            says=f"{state.name} is {f'classified {state.account_class}' if state.account_class else 'not yet classified'}.",
            rule=asked.rule(
                "The class is the one that took effect last, by the first day of its date and then as recorded; what the "
                "rated criteria suggest does not bind.",
                criteria,
            ),
            behind=asked.behind(of_kinds(*kinds)),
        )
    ]


def _plan(asked: Asked) -> list[Statement]:
    plans, day = asked.state.plans.values(), asked.as_of
    in_force = sorted(
        (each for each in plans if each.starts <= day and each.live_on(day)), key=lambda each: each.starts
    )
    rule = rule_of(asked, "joint plan")
    if not in_force:
        behind = asked.behind(asked.with_its_class(of_concept("joint plan")))
        return [Statement(says=f"{asked.state.name} has no joint plan in force.", rule=rule, behind=behind)]
    return [
        Statement(
            says=f"The joint plan “{plan.title}” is in force, from {plan.starts} up to, not including, {plan.ends}.",
            rule=rule,
            behind=asked.behind(asked.with_its_class(of_concept("joint plan", plan.id))),
        )
        for plan in reversed(in_force)
    ]


def _risk(asked: Asked) -> list[Statement]:
    profile = asked.state.profile
    return [
        _since(
            profile.at_risk_since or profile.recovered,
            says=f"{asked.state.name} is {'' if profile.at_risk_since else 'not '}at risk.",
            rule=asked.rule("An account is at risk from the record that says so until it recovers or is closed."),
            behind=asked.behind(of_kinds("relationship-put-at-risk", "relationship-recovered", "relationship-closed")),
        )
    ]


def _closed(asked: Asked) -> list[Statement]:
    profile = asked.state.profile
    return [
        _since(
            profile.closed or profile.reopened,
            says=f"{asked.state.name} is {'closed' if profile.closed else 'open'}.",
            rule=asked.rule("An account is open until it is closed, and again from being reopened."),
            behind=asked.behind(of_kinds("relationship-opened", "relationship-closed", "relationship-reopened")),
        )
    ]


def _name(asked: Asked) -> list[Statement]:
    return [
        Statement(
            says=f"It is called {asked.state.name}.",
            rule=asked.rule("It is called as it was opened or last renamed."),
            behind=asked.behind(of_kinds("relationship-opened", "relationship-renamed")),
        )
    ]


def _kind(asked: Asked) -> list[Statement]:
    article = "an" if asked.state.kind[0] in "aeiou" else "a"
    return [
        Statement(
            says=f"{asked.state.name} is {article} {asked.state.kind}.",
            rule=asked.rule("It is what it was opened as; only accounts are classified and have joint plans."),
            behind=asked.behind(of_kinds("relationship-opened")),
        )
    ]


def _team(asked: Asked) -> list[Statement]:
    there = sorted(functions_on(asked.state.team, asked.as_of))
    missing = [each for each in asked.rules.service(asked.state.account_class).team if each not in there]
    says = (
        f"On the account team of {asked.state.name} are people from {listed(there)}"
        if there
        else f"Nobody is on the account team of {asked.state.name}"
    )
    says += f"; nobody is from {listed(missing, 'or')}, as its class should have." if missing else "."
    return [
        Statement(
            says=says,
            rule=rule_of(asked, "account team"),
            behind=asked.behind(asked.with_its_class(of_concept("account team"))),
        )
    ]


def _partnership(asked: Asked) -> list[Statement]:
    found = profiles(asked.database, asked.as_of, asked.known_at, asked.relationship)
    both = found[found["gap"].notna()]
    apart = both[both["gap"] != 0].sort_values("gap", key=abs, ascending=False, kind="stable")
    differ = [f"{row['determinant']} (own {row['own']}, theirs {row['theirs']})" for row in apart.to_dict("records")]
    if found.empty:
        says = f"Neither side has rated the partnership with {asked.state.name}."
    elif both.empty:
        says = f"Only one side has rated the partnership with {asked.state.name}."
    elif not differ:
        says = f"Both sides rate the partnership with {asked.state.name} alike."
    else:
        says = f"The two sides rate the partnership with {asked.state.name} differently: {listed(differ)}."
    assessed = asked.state.partnership.assessed
    return [
        _since(
            assessed,
            says=says,
            rule=asked.rule(
                "What each side rated last stands, determinant by determinant; the two are never made one figure.",
                ["attention.assessment_every"],
            ),
            behind=asked.behind(of_concept("partnership")),
        )
    ]


def _since(when: When | None, **told: object) -> Statement:
    """A statement with the span since which it is so, where that is known."""
    days = {"since": day_number(when.first), "since_last": day_number(when.last)} if when else {}
    return Statement(**told, **days)  # type: ignore[arg-type]  # its own fields


STATUSES: dict[str, Callable[[Asked], list[Statement]]] = {
    "class": _class,
    "plan": _plan,
    "misfit": misfits,
    "risk": _risk,
    "closed": _closed,
    "name": _name,
    "kind": _kind,
    "team": _team,
    "segment": segments,
    "partnership": _partnership,
    "attention": attention,
    **{status: _things_of(concept) for status, concept in THINGS.items()},
}
ACCEPTED = tuple(STATUSES)
"""What can be asked about by a word; anything on record can be asked about by its title, too."""
