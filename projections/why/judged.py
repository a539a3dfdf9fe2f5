"""The statuses that the policy judges: misfits, profit segments, and what needs a decision."""

from domain.history.when import When
from domain.recorded import Recorded
from domain.relationship.economics import EconomicsReported
from projections.attention import attention as matters
from projections.economics import NO_THRESHOLD, NO_WHOLE_YEAR, standing
from projections.fit import misfits as found_misfits
from projections.projection import day_number, day_of
from projections.question import rows_of
from projections.why.answer import Behind, Statement
from projections.why.asked import Asked, concept_of, of_kinds

MISFITS = {
    "custom link": ("custom_links", "system link"),
    "link too deep": ("deepest_link", "system link"),
    "no plan in force": ("plan", "joint plan"),
    "team incomplete": ("team", "account team"),
    "no link deep enough": ("link_expected", "system link"),
    "plan off policy": ("plan", "joint plan"),
}
"""What the policy says of each kind of misfit, and the concept that it is about."""

MATTERS = {
    "plan ends": "due_soon",
    "plan incomplete": "review_every",
    "objective late": "due_soon",
    "quiet": "quiet",
    "assessment old": "assessment_every",
}
"""The threshold behind each matter that has one."""


def misfits(asked: Asked) -> list[Statement]:
    """Each way in which the account is treated unlike its class, with the facts it rests on."""
    state = asked.state
    frame = found_misfits(asked.database, asked.as_of, asked.rules, asked.known_at, asked.relationship)
    statements = []
    for row in rows_of(frame):
        field, concept = MISFITS[row["misfit"]]
        statements.append(
            Statement(
                says=f"{row['what']}.",
                rule=asked.rule(f"{row['rule']}.", asked.service(field)),
                behind=_facts(asked, set(row["seqs"]), concept),
                since=int(row["since"]),
                since_last=int(row["since_last"]),
            )
        )
    if statements:
        return statements
    like = "is treated like its class"
    if state.closed or not state.account_class:
        like = f"is {'closed' if state.closed else 'not yet classified'}, so no class says how to treat it"
    return [
        Statement(
            says=f"{state.name} {like}.",
            rule=asked.rule(
                "A classified account that is open has the plan, team and links that its class gets, no less and no more.",
                asked.service("plan", "team", "link_expected", "deepest_link", "custom_links"),
            ),
            behind=asked.behind(of_kinds("reclassified", "relationship-closed", "relationship-reopened")),
        )
    ]


def _facts(asked: Asked, seqs: set[int], concept: str) -> list[Behind]:
    """The records of these numbers, and those struck through that would have borne on it."""
    about = {each.event.subject for each in asked.history if each.seq in seqs and concept_of(each) == concept}

    def fits(each: Recorded) -> bool:
        if not asked.is_struck(each):
            return each.seq in seqs
        of = concept_of(each)
        return of == "classification" or (of == concept and (not about or each.event.subject in about))

    return asked.behind(fits)


def segments(asked: Asked) -> list[Statement]:
    """Where the account stands by its last known twelve months, in each currency."""
    policy, name = asked.policy, asked.state.name
    frame = standing(asked.database, asked.as_of, policy.rules_on, asked.known_at, asked.relationship)
    statements = []
    for row in rows_of(frame):
        currency, starts, ends = row["currency"], int(row["starts"]), int(row["ends"])
        if row["segment"] == NO_WHOLE_YEAR:
            says = f"{name} has no profit segment in {currency}: revenue and net profit of no twelve months are both known."
        elif row["segment"] == NO_THRESHOLD:
            says = f"{name} has no profit segment in {currency}: the policy has no thresholds in that currency."
        else:
            says = (
                f"{name} is {'a ' * (row['segment'] in {'peak', 'drain', 'desert'})}{row['segment']} in {currency}: revenue "
                f"{row['revenue']} and net profit {row['net_profit']} in the twelve months from {day_of(starts)} to {day_of(ends)}."
            )
        judged = policy.in_force(day_of(ends)) if ends else None
        statements.append(
            Statement(
                says=says,
                rule=asked.rule(
                    "The last known twelve months that have ended are judged by the thresholds in force on their last day.",
                    [f"segments.{currency}.revenue", f"segments.{currency}.profit"],
                    judged,
                ),
                behind=asked.behind(lambda each, at=(currency, starts, ends): _reports(each, *at)),  # type: ignore[misc]  # of this round
            )
        )
    none = Statement(
        says=f"{name} has no profit segment: none of its figures are on record.",
        rule=asked.rule("A profit segment follows from the revenue and net profit of twelve months."),
        behind=asked.behind(lambda each: isinstance(each.event, EconomicsReported)),
    )
    return statements or [none]


def _reports(recorded: Recorded, currency: str, starts: int, ends: int) -> bool:
    """Whether a record reports figures in a currency of a period within these days; of any period where there are none."""
    event = recorded.event
    if not isinstance(event, EconomicsReported) or event.currency != currency:
        return False
    period: When = event.period
    return not starts or (day_number(period.first) <= ends and day_number(period.last) >= starts)


def attention(asked: Asked) -> list[Statement]:
    """Everything about the account that needs a decision or a look."""
    frame = matters(asked.database, asked.as_of, asked.rules, asked.known_at, asked.relationship)
    sentence = (
        "An open account needs somebody where something is late, in danger, to be decided, or not known for too long."
    )
    statements = []
    for row in rows_of(frame):
        threshold = MATTERS.get(row["matter"])
        seqs = {int(row["seq"])}
        statements.append(
            Statement(
                says=f"{row['urgency'].capitalize()}, {row['matter']}: {row['what']}",
                rule=asked.rule(sentence, [f"attention.{threshold}"] if threshold else []),
                behind=asked.behind(lambda each, seqs=seqs: each.seq in seqs),  # type: ignore[misc]  # of this round
                since=int(row["since"]),
                since_last=int(row["since"]),
            )
        )
    none = Statement(
        says=f"Nothing about {asked.state.name} needs a decision or a look.",
        rule=asked.rule(sentence),
        behind=[],
    )
    return statements or [none]
