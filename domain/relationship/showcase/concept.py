"""How showcases add up, and what of them a back-dated change may not break."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from domain.history.concept import Concept, EventKind
from domain.history.event import Event
from domain.history.refusal import Refusal
from domain.relationship.showcase.adopting import decide_adoption
from domain.relationship.showcase.commands import (
    AdoptShowcase,
    ConcludeShowcase,
    MeasureShowcase,
    ProposeShowcase,
    SpendOnShowcase,
    StartShowcase,
)
from domain.relationship.showcase.events import (
    ShowcaseAdopted,
    ShowcaseConcluded,
    ShowcaseMeasured,
    ShowcaseProposed,
    ShowcaseSpent,
    ShowcaseStarted,
)
from domain.relationship.showcase.running import decide_conclusion, decide_measurement, decide_spending
from domain.relationship.showcase.starting import beyond_limit, decide_proposal, decide_start
from domain.relationship.showcase.state import Limits, Measurement, Origin, Showcase
from domain.relationship.surroundings import Surroundings

if TYPE_CHECKING:
    from domain.relationship.state import Relationship


def evolve(showcases: dict[str, Showcase], event: Event) -> dict[str, Showcase]:
    """The showcases after one more event."""
    match event:
        case ShowcaseProposed() | ShowcaseStarted() | ShowcaseAdopted():
            held = showcases.get(event.showcase_id, Showcase(id=event.showcase_id, title=event.title))
            after = begin(held, event)
        case ShowcaseSpent() | ShowcaseMeasured() | ShowcaseConcluded() if event.showcase_id in showcases:
            after = follow_up(showcases[event.showcase_id], event)
        case _:
            return showcases
    return {**showcases, after.id: after}


def begin(showcase: Showcase, event: ShowcaseProposed | ShowcaseStarted | ShowcaseAdopted) -> Showcase:
    """The showcase after it was proposed, started or adopted."""
    match event:
        case ShowcaseProposed():
            return replace(showcase, proposed=event.on)
        case ShowcaseAdopted():
            origin = Origin(relationship=event.source_relationship, showcase=event.source_showcase)
            return replace(showcase, started=event.on, adopted_from=origin)
        case ShowcaseStarted():
            limits = Limits(
                budget=event.budget,
                currency=event.currency,
                sites=event.sites,
                ends=event.ends,
                success=bool(event.success),
            )
            return replace(
                showcase,
                started=event.on,
                observed=event.observed,
                limits=limits,
                currency=event.currency or showcase.currency,
                extends=event.extends,
            )


def follow_up(showcase: Showcase, event: ShowcaseSpent | ShowcaseMeasured | ShowcaseConcluded) -> Showcase:
    """The showcase after something was spent on it or measured, or it was concluded."""
    match event:
        case ShowcaseSpent():
            return replace(showcase, spent=showcase.spent + event.amount, currency=event.currency)
        case ShowcaseMeasured():
            measurement = Measurement(
                on=event.on, measure=event.measure, measured=event.measured, unit=event.unit, target=event.target
            )
            return replace(showcase, measurements=(*showcase.measurements, measurement))
        case ShowcaseConcluded():
            return replace(showcase, concluded=event.on, outcome=event.outcome)


def objection(state: "Relationship", event: Event, around: Surroundings) -> Refusal | None:
    """One showcase more than the policy allowed at once, or something spent or measured after the conclusion."""
    match event:
        case ShowcaseStarted():
            running = [each for each in state.showcases.values() if each.counts and each.id != event.showcase_id]
            day = event.on.first
            elsewhere = around.running_showcases(day, elsewhere_than=state.id)
            refusal = beyond_limit(running, elsewhere, around.rules_on(day))
            return refusal and Refusal(
                f"This would break the start of the showcase “{event.title}” {event.on.told}, when more would run than the "
                "policy allows at once: first record which was concluded by then, or choose another day.",
                policy_version=refusal.policy_version,
                because=refusal,
            )
        case ShowcaseSpent() | ShowcaseMeasured() if showcase := state.showcases.get(event.showcase_id):
            ended = showcase.concluded
            if ended is None or not ended.certainly_before(event.on):
                return None
            return Refusal(
                f"This would break what was {'spent' if isinstance(event, ShowcaseSpent) else 'measured'} "
                f"{event.on.told} on the showcase “{showcase.title}”: choose {event.on.last} or a later day."
            )
        case _:
            return None


SHOWCASE = Concept(
    name="showcase",
    source='Byrnes, "The Strategic CIO": limited showcase experiments that spread.',
    lane="showcases",
    holds="showcases",
    kinds=(
        EventKind(name="showcase-proposed", event=ShowcaseProposed, label="Showcase proposed", phase="proposed"),
        EventKind(
            name="showcase-started",
            event=ShowcaseStarted,
            label="Showcase started",
            phase="started",
            words=("reason", "success"),
        ),
        EventKind(name="showcase-spent", event=ShowcaseSpent, label="Showcase spending"),
        EventKind(name="showcase-measured", event=ShowcaseMeasured, label="Showcase measured"),
        EventKind(name="showcase-concluded", event=ShowcaseConcluded, label="Showcase concluded", phase="concluded"),
        EventKind(name="showcase-adopted", event=ShowcaseAdopted, label="Showcase adopted", phase="scaled"),
    ),
    evolve=evolve,
    decisions={
        ProposeShowcase: decide_proposal,
        StartShowcase: decide_start,
        SpendOnShowcase: decide_spending,
        MeasureShowcase: decide_measurement,
        ConcludeShowcase: decide_conclusion,
        AdoptShowcase: decide_adoption,
    },
    objection=objection,
)
