"""Another policy beside the one on record: what it would have suggested, and what it would have forbidden."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.history.event import Command, Event
from domain.history.refusal import Refusal
from domain.policy.change import PolicyChanged
from domain.policy.keys import parse
from domain.policy.model import POLICY_MODEL
from domain.policy.soundness import PolicyBoundsReversed
from domain.policy.state import Policy
from domain.policy.supposed import Supposed
from domain.policy.version_1 import POLICY
from domain.recorded import Recorded
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.joint_plan import AgreePlan, AmendPlan, ClosePlan, JointPlanAgreed, JointPlanAmended
from domain.relationship.model import RELATIONSHIP
from domain.relationship.rating import CriteriaRated
from domain.relationship.rules import Rules
from domain.relationship.showcase import ConcludeShowcase, ShowcaseConcluded, ShowcaseStarted, StartShowcase
from domain.relationship.suggested import suggested_otherwise
from domain.relationship.surroundings import Alone
from domain.supposing import Judged, Remembered, Within, judged_otherwise
from tests.domain.scenario import HARBOUR, on
from tests.strategies import BY_COMMAND, commands

TODAY = date(2026, 11, 22)


def setting(*assignments: str) -> Callable[[Rules], Rules]:
    return lambda rules: parse(rules, assignments)


def policy(*versions: tuple[str, str]) -> Policy:
    """Version 1, and one more for each day and assignment."""
    events: list[Event] = []
    rules = POLICY
    for day, assignment in versions:
        rules = replace(parse(rules, [assignment]), version=rules.version + 1)
        events.append(PolicyChanged(on=on(day), rules=rules))
    return POLICY_MODEL.folded("policy", events)


def remembered(**histories: list[Event]) -> Remembered:
    return Remembered(
        {
            stream: [Recorded(stream, number, event, seq=number) for number, event in enumerate(events, 1)]
            for stream, events in histories.items()
        }
    )


# The policy that would have been.


def test_another_policy_is_in_force_from_the_beginning_unless_a_day_is_named() -> None:
    always = Supposed(policy(), setting("attention.quiet=60"))
    assert always.rules_on(date.min).attention.quiet == always.rules_on(TODAY).attention.quiet == 60
    late = Supposed(policy(), setting("attention.quiet=60"), date(2024, 7, 1))
    assert [late.rules_on(day).attention.quiet for day in (date(2024, 6, 30), date(2024, 7, 1))] == [120, 60]


def test_what_is_not_changed_stays_as_each_version_had_it() -> None:
    supposed = Supposed(policy(("2024-01-01", "attention.quiet=90")), setting("criteria.large=4"))
    before, after = supposed.rules_on(date(2023, 12, 31)), supposed.rules_on(date(2024, 1, 1))
    assert (before.attention.quiet, after.attention.quiet) == (120, 90)
    assert before.criteria.large == after.criteria.large == 4
    assert [(was.version, would.version) for was, would in supposed.changed] == [(2, 0), (1, 0)]


def test_a_version_that_says_the_same_already_is_left_as_it_is() -> None:
    known = policy(("2024-01-01", "attention.quiet=90"))
    supposed = Supposed(known, setting("attention.quiet=90"))
    assert supposed.rules_on(TODAY) is known.rules_on(TODAY)
    assert [was.version for was, _ in supposed.changed] == [1]
    assert supposed.differs(lambda rules: rules.attention)
    assert not supposed.differs(lambda rules: rules.criteria)


def test_no_policy_is_supposed_that_could_not_be_drawn_up() -> None:
    with pytest.raises(PolicyBoundsReversed, match=r"at_least as 60 or less, or at_most as 61 or more\."):
        Supposed(policy(), setting("services.strategic.plan.at_least=61"))


def test_a_version_of_earlier_that_would_be_unsound_is_named_with_the_way_out() -> None:
    longer, at_least = (
        policy(("2024-01-01", "services.strategic.plan.at_most=90")),
        "services.strategic.plan.at_least=61",
    )
    with pytest.raises(PolicyBoundsReversed, match=r"in version 1 of the policy.*from a later day on\."):
        Supposed(longer, setting(at_least))
    later = Supposed(longer, setting(at_least), date(2024, 1, 1))
    assert later.rules_on(TODAY).plan_horizons["strategic"].at_least == 61


# What the ratings suggest.


def rated(day: str, **ratings: int) -> CriteriaRated:
    return CriteriaRated(on=on(day), **ratings)  # type: ignore[arg-type]  # 0 to 4


STRATEGIC_SOON = [
    HARBOUR,
    rated("2021-03-01", size=3, willingness=1, ability=3),  # integrated
    rated("2023-05", willingness=2),  # strategic from willing=2 on
    rated("2024-02-01", growth=4),
]


def differing(events: list[Event], supposed: Supposed, as_of: date = TODAY) -> tuple[object, ...] | None:
    found = suggested_otherwise(
        remembered(a=events).happened("a", as_of), supposed.policy.rules_on, supposed.rules_on, supposed.turns, as_of
    )
    if found is None:
        return None
    return found.present.account_class, found.other.account_class, str(found.since)


def test_another_class_is_suggested_since_the_rating_that_reaches_the_other_threshold() -> None:
    easier = Supposed(policy(), setting("criteria.willing=2"))
    assert differing(STRATEGIC_SOON, easier) == ("integrated", "strategic", "2023-05")
    assert differing(STRATEGIC_SOON, easier, date(2023, 4, 30)) is None


def test_another_class_is_suggested_since_the_other_policy_where_that_came_later() -> None:
    late = Supposed(policy(), setting("criteria.willing=2"), date(2024, 1, 1))
    assert differing(STRATEGIC_SOON, late) == ("integrated", "strategic", "2024-01-01")


def test_another_class_is_suggested_since_the_policy_on_record_left_it() -> None:
    stricter = policy(("2024-06-01", "criteria.willing=4"))
    willing = [HARBOUR, rated("2022-01-01", size=4, willingness=3, ability=3)]
    assert differing(willing, Supposed(stricter, setting("criteria.willing=3"))) == (
        "integrated",
        "strategic",
        "2024-06-01",
    )


def test_a_rating_that_was_the_same_under_both_in_between_begins_it_anew() -> None:
    in_between = [*STRATEGIC_SOON, rated("2024-03-01", willingness=0), rated("2024-09-01", willingness=2)]
    easier = Supposed(policy(), setting("criteria.willing=2"))
    assert differing(in_between, easier) == ("integrated", "strategic", "2024-09-01")


def test_since_is_when_the_other_answer_became_what_it_is_not_when_the_first_moved() -> None:
    first_moves = [
        HARBOUR,
        rated("2021-01-01", size=2, willingness=3, ability=3, innovativeness=0, growth=0),  # stable, or strategic
        rated("2022-01-01", innovativeness=4, growth=4),  # emerging, or strategic
    ]
    assert differing(first_moves, Supposed(policy(), setting("criteria.large=2"))) == (
        "emerging",
        "strategic",
        "2021-01-01",
    )


def test_a_class_that_the_ratings_leave_open_is_an_answer_too() -> None:
    some = [HARBOUR, rated("2022-01-01", size=3, willingness=2)]  # not willing: integrated, however able
    assert differing(some, Supposed(policy(), setting("criteria.willing=2"))) == ("integrated", None, "2022-01-01")
    assert differing([HARBOUR], Supposed(policy(), setting("criteria.willing=2"))) is None


def test_a_rating_logged_late_counts_from_its_own_day() -> None:
    late = [HARBOUR, rated("2023-01-01", size=3, ability=3), rated("2022-01-01", willingness=2)]
    assert differing(late, Supposed(policy(), setting("criteria.willing=2"))) == (
        "integrated",
        "strategic",
        "2023-01-01",
    )


# What would have been forbidden.

STRATEGIC = Reclassified(on=on("2022-01-01"), to="strategic")


def agreed(day: str, starts: date, ends: date, plan_id: str = "p", *, observed: bool = False) -> JointPlanAgreed:
    return JointPlanAgreed(on=on(day), plan_id=plan_id, title="Growth", starts=starts, ends=ends, observed=observed)


FOUR_YEARS = agreed("2023-12-01", date(2024, 1, 1), date(2028, 1, 1))


def judged(memory: Remembered, supposed: Supposed, stream: str = "a", as_of: date = TODAY) -> list[Judged]:
    present, other = Within(memory, supposed.policy.rules_on), Within(memory, supposed.rules_on)
    return list(judged_otherwise(memory, stream, present, other, as_of))


def told(found: list[Judged]) -> list[tuple[int, bool]]:
    return [(each.recorded.seq, each.refused) for each in found]


def test_a_plan_that_is_shorter_than_the_other_policy_wants_would_have_been_refused() -> None:
    memory = remembered(a=[HARBOUR, STRATEGIC, FOUR_YEARS])
    five = Supposed(policy(), setting("services.strategic.plan.at_least=60"))
    (found,) = judged(memory, five)
    assert (found.recorded.seq, found.refused) == (3, True)
    assert found.sentence == (
        "A joint plan for a strategic account runs 60 to 60 calendar months; this one runs 48 months: "
        "from 2024-01-01 it may end from 2029-01-01 to 2029-01-01."
    )
    assert judged(memory, five, as_of=date(2023, 11, 30)) == []


def test_a_decision_before_the_other_policy_would_have_stood() -> None:
    memory = remembered(a=[HARBOUR, STRATEGIC, FOUR_YEARS])
    assert judged(memory, Supposed(policy(), setting("services.strategic.plan.at_least=60"), date(2023, 12, 2))) == []


def test_what_a_source_tells_of_is_not_judged() -> None:
    told_of = agreed("2023-12-01", date(2024, 1, 1), date(2028, 1, 1), observed=True)
    assert (
        judged(remembered(a=[HARBOUR, STRATEGIC, told_of]), Supposed(policy(), setting("services.strategic.plan=none")))
        == []
    )


def test_the_supposed_policy_has_no_number_in_a_sentence() -> None:
    memory = remembered(a=[HARBOUR, STRATEGIC, FOUR_YEARS])
    none = Supposed(policy(), setting("services.strategic.plan=none", "services.integrated.plan=none"))
    assert [each.sentence for each in judged(memory, none)] == [
        "A strategic account has no joint plan: the supposed policy has none for any class, so give one a plan in the "
        "policy first."
    ]


def test_an_amendment_and_a_class_that_leaves_a_plan_over_are_judged_too() -> None:
    amended = JointPlanAmended(
        on=on("2024-06-01"), plan_id="p", title="Growth", starts=date(2024, 1, 1), ends=date(2029, 1, 1)
    )
    again = Reclassified(on=on("2025-01-01"), to="strategic")
    memory = remembered(a=[HARBOUR, STRATEGIC, FOUR_YEARS, amended, again])
    found = judged(memory, Supposed(policy(), setting("services.strategic.plan.at_most=48")))
    assert told(found) == [(4, True), (5, True)]
    assert found[1].sentence.startswith(
        "The class strategic does not allow the plan “Growth” (2024-01-01 to 2029-01-01)"
    )


def test_what_the_policy_forbids_by_now_may_have_been_allowed_by_the_other() -> None:
    changed_behind = policy(("2023-06-01", "services.strategic.plan.at_least=60"))
    memory = remembered(a=[HARBOUR, STRATEGIC, FOUR_YEARS])
    assert told(judged(memory, Supposed(changed_behind, setting("services.strategic.plan.at_least=36")))) == [
        (3, False)
    ]


def started(day: str, showcase_id: str) -> ShowcaseStarted:
    return ShowcaseStarted(on=on(day), showcase_id=showcase_id, title=f"Trial {showcase_id}")


def concluded(day: str, showcase_id: str) -> ShowcaseConcluded:
    return ShowcaseConcluded(on=on(day), showcase_id=showcase_id, outcome="stop")


def test_showcases_at_one_account_are_counted_as_they_really_ran() -> None:
    memory = remembered(
        a=[
            HARBOUR,
            started("2024-01-01", "s"),
            started("2024-02-01", "t"),
            concluded("2024-03-01", "s"),
            started("2024-04-01", "u"),
        ]
    )
    found = judged(memory, Supposed(policy(), setting("showcases.per_account=1")))
    assert told(found) == [(3, True), (5, True)]
    assert found[0].sentence == (
        "“Trial s” runs already, and the supposed policy allows 1 at once at one account: conclude one first, or choose "
        "another day."
    )


def test_showcases_at_other_accounts_are_counted_too_while_they_run() -> None:
    memory = remembered(
        a=[HARBOUR, started("2024-05-01", "s")],
        b=[HARBOUR, started("2024-01-01", "s"), concluded("2024-05-02", "s")],
        c=[HARBOUR, started("2024-01-01", "s"), concluded("2024-05-01", "s")],
        d=[HARBOUR, started("2024-05-02", "s")],
    )
    assert memory.running_showcases(date(2024, 5, 1), "a") == 1
    one = Supposed(policy(), setting("showcases.in_total=1"))
    assert told(judged(memory, one, "a")) == [(2, True)]
    assert told(judged(memory, one, "b")) == [(2, True)]
    assert told(judged(memory, Supposed(policy(), setting("showcases.in_total=2")), "a")) == []


# Laws.

asking_the_policy = (Reclassify, AgreePlan, AmendPlan, ClosePlan, StartShowcase, ConcludeShowcase)
histories = st.lists(st.one_of(commands, *(BY_COMMAND[each] for each in asking_the_policy)), min_size=10, max_size=40)
others = st.builds(
    lambda horizon, most: parse(
        POLICY,
        [
            f"services.strategic.plan.at_least={horizon}",
            f"services.integrated.plan.at_most={horizon}",
            f"showcases.per_account={most}",
        ],
    ),
    st.integers(13, 60),
    st.integers(0, 3),
)
FIRST = (
    AgreePlan(on=on("2020-02-01"), plan_id="d", title="First", starts=date(2020, 3, 1), ends=date(2024, 3, 1)),
    StartShowcase(on=on("2020-02-01"), showcase_id="d", title="First"),
    StartShowcase(on=on("2020-03"), showcase_id="e", title="Second"),
)
law = settings(max_examples=60)


def live(given_commands: list[Command], rules: Rules) -> list[Event]:
    """A strategic account's history after carrying out what these rules accept."""
    history: list[Event] = [HARBOUR, Reclassified(on=on("2020-01-02"), to="strategic")]
    for command in (*FIRST, *given_commands):
        try:
            history += RELATIONSHIP.decide(RELATIONSHIP.folded("a", history), history, command, Alone(rules))
        except Refusal:
            continue
    return history


@law
@given(histories, others)
def test_nothing_differs_where_nothing_is_supposed(given_commands: list[Command], rules: Rules) -> None:
    memory = remembered(a=live(given_commands, rules))
    same = Supposed(policy(), lambda rules: rules)
    assert same.changed == []
    assert judged(memory, same) == []
    assert differing(list(memory.events("a")), same) is None


@law
@given(histories, others)
def test_what_the_other_policy_accepted_it_would_not_have_refused(given_commands: list[Command], rules: Rules) -> None:
    memory = remembered(a=live(given_commands, rules))
    assert not any(each.refused for each in judged(memory, Supposed(policy(), lambda _: rules)))


@law
@given(histories, others)
def test_what_would_have_been_refused_the_other_way_round_would_have_been_allowed(
    given_commands: list[Command], rules: Rules
) -> None:
    memory = remembered(a=live(given_commands, POLICY))
    there = judged(memory, Supposed(policy(), lambda _: rules))
    swapped = POLICY_MODEL.folded("policy", [PolicyChanged(on=on("1900"), rules=replace(rules, version=2))])
    back = judged(memory, Supposed(swapped, lambda _: POLICY))
    assert told(back) == [(seq, not refused) for seq, refused in told(there)]
