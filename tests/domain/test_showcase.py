"""Showcase experiments: does, refuses, stays quiet."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import replace

from domain.history.refusal import BreaksLaterRecord, IdAlreadyUsed, NoSuchRecord, NothingEntered, ReasonMissing
from domain.policy.version_1 import POLICY
from domain.relationship.figures import AmountNotUnderstood, CurrencyNotUnderstood
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import RelationshipOpened
from domain.relationship.rules import ShowcaseLimits
from domain.relationship.showcase import (
    AdoptedAfterStop,
    AdoptedBeforeStart,
    AdoptedFromItself,
    AdoptShowcase,
    BudgetWithoutCurrency,
    ConcludeShowcase,
    CurrencyDiffers,
    LimitNotPositive,
    MeasureShowcase,
    Origin,
    ProposeShowcase,
    ResultNotANumber,
    ShowcaseAdopted,
    ShowcaseAlreadyConcluded,
    ShowcaseAlreadyProposed,
    ShowcaseAlreadyRunning,
    ShowcaseConcluded,
    ShowcaseConcludedBeforeStart,
    ShowcaseEndsBeforeItStarts,
    ShowcaseLimitReached,
    ShowcaseMeasured,
    ShowcaseNotRunning,
    ShowcaseProposed,
    ShowcaseSpent,
    ShowcaseStarted,
    ShowcaseStartedBeforeProposed,
    SpendingNotPositive,
    SpendingWithoutCurrency,
    SpendOnShowcase,
    StartShowcase,
)
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Alone
from tests.domain.scenario import HARBOUR, given, on

PROPOSED = ShowcaseProposed(
    on=on("2024-01-15"), reason="Counting gets faster", showcase_id="s1", title="RFID on displays"
)
STARTED = ShowcaseStarted(on=on("2024-03"), showcase_id="s1", title="RFID on displays")
CONCLUDED = ShowcaseConcluded(on=on("2024-09-01"), showcase_id="s1", outcome="scale")


def start(title: str = "RFID on displays", when: str = "2024-03", showcase_id: str = "s1") -> StartShowcase:
    return StartShowcase(on=on(when), showcase_id=showcase_id, title=title)


def test_a_showcase_starts() -> None:
    given(HARBOUR).when(start()).then(STARTED)


def test_a_showcase_without_a_name_is_refused() -> None:
    given(HARBOUR).when(start(title="  ")).then_refused(NothingEntered, field="title")


def test_starting_a_showcase_of_the_same_name_while_it_runs_is_refused() -> None:
    given(HARBOUR, STARTED).when(start(title="rfid on DISPLAYS", when="2024-05", showcase_id="s2")).then_refused(
        ShowcaseAlreadyRunning, "runs since 2024-03", field="title"
    )


def test_starting_the_very_same_showcase_again_stays_quiet() -> None:
    given(HARBOUR, STARTED).when(start(showcase_id="s2")).then_nothing()


def test_an_id_that_stands_for_another_showcase_is_refused() -> None:
    given(HARBOUR, STARTED).when(start(title="Another", when="2025")).then_refused(IdAlreadyUsed, "RFID on displays")


def test_a_concluded_showcase_may_be_run_again() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(start(when="2025-01", showcase_id="s2")).then(
        ShowcaseStarted(on=on("2025-01"), showcase_id="s2", title="RFID on displays")
    )


def test_a_showcase_is_concluded() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="scale")).then(
        CONCLUDED
    )


def test_a_showcase_concluded_before_it_started_is_refused() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024-02"), showcase_id="s1", outcome="stop")).then_refused(
        ShowcaseConcludedBeforeStart, "2024-03-01 or a later day", field="on"
    )


def test_a_conclusion_known_only_to_the_year_of_the_start_is_accepted() -> None:
    given(HARBOUR, STARTED).when(ConcludeShowcase(on=on("2024"), showcase_id="s1", outcome="stop")).then(
        ShowcaseConcluded(on=on("2024"), showcase_id="s1", outcome="stop")
    )


def test_a_conclusion_known_only_to_the_year_of_the_start_counts() -> None:
    concluded = ShowcaseConcluded(on=on("2024"), showcase_id="s1", outcome="stop")
    scenario = given(HARBOUR, STARTED, concluded)
    assert scenario.state().showcases["s1"].concluded == on("2024")
    scenario.when(ConcludeShowcase(on=on("2024-06"), showcase_id="s1", outcome="scale")).then_refused(
        ShowcaseAlreadyConcluded, "(stop) in 2024"
    )


def test_a_showcase_may_not_start_while_one_of_its_name_runs_that_is_concluded_only_later() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(start(when="2024-05", showcase_id="s2")).then_refused(
        ShowcaseAlreadyRunning, "runs since 2024-03 to 2024-09-01"
    )


def test_a_showcase_concluded_twice_is_refused() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-10-01"), showcase_id="s1", outcome="stop")
    ).then_refused(ShowcaseAlreadyConcluded, "(scale) on 2024-09-01")


def test_recording_the_very_same_conclusion_again_stays_quiet() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="scale")
    ).then_nothing()


def test_a_conclusion_logged_late_is_refused_when_a_later_one_is_on_record() -> None:
    given(HARBOUR, STARTED, CONCLUDED).when(
        ConcludeShowcase(on=on("2024-05-01"), showcase_id="s1", outcome="stop")
    ).then_refused(ShowcaseAlreadyConcluded)


def test_concluding_what_was_never_started_is_refused() -> None:
    given(HARBOUR).when(ConcludeShowcase(on=on("2024-09-01"), showcase_id="s1", outcome="stop")).then_refused(
        NoSuchRecord, "record a showcase first"
    )


# Proposed.


def propose(title: str = "RFID on displays", when: str = "2024-01-15", showcase_id: str = "s1") -> ProposeShowcase:
    return ProposeShowcase(on=on(when), reason="Counting gets faster", showcase_id=showcase_id, title=title)


def test_a_showcase_is_proposed_with_its_hypothesis() -> None:
    given(HARBOUR).when(propose()).then(PROPOSED)


def test_a_proposal_without_a_hypothesis_is_refused() -> None:
    given(HARBOUR).when(replace(propose(), reason=" ")).then_refused(ReasonMissing, "hypothesis", field="reason")


def test_a_proposal_without_a_name_is_refused() -> None:
    given(HARBOUR).when(propose(title="")).then_refused(NothingEntered, field="title")


def test_the_very_same_proposal_again_stays_quiet() -> None:
    given(HARBOUR, PROPOSED).when(propose(showcase_id="s2")).then_nothing()


def test_proposing_what_waits_to_start_already_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(propose(when="2024-02-01", showcase_id="s2")).then_refused(
        ShowcaseAlreadyProposed, "on 2024-01-15", field="title"
    )


def test_proposing_what_runs_already_is_refused() -> None:
    given(HARBOUR, STARTED).when(propose(when="2024-05-01", showcase_id="s2")).then_refused(
        ShowcaseAlreadyRunning, field="title"
    )


def test_a_proposal_logged_late_joins_the_showcase_that_came_of_it() -> None:
    scenario = given(HARBOUR, STARTED)
    scenario.when(propose(showcase_id="s2")).then(PROPOSED)
    showcase = given(HARBOUR, STARTED, PROPOSED).state().showcases["s1"]
    assert (showcase.proposed, showcase.started, showcase.status) == (on("2024-01-15"), on("2024-03"), "running")


def test_a_proposal_of_a_new_name_under_a_used_id_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(propose(title="Another")).then_refused(IdAlreadyUsed)


def test_a_proposal_that_starts_is_the_same_showcase() -> None:
    scenario = given(HARBOUR, PROPOSED)
    assert scenario.state().showcases["s1"].status == "proposed"
    scenario.when(start(title="rfid on displays", showcase_id="s2")).then(STARTED)


def test_a_start_certainly_before_the_proposal_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(start(when="2024-01-14")).then_refused(
        ShowcaseStartedBeforeProposed, "2024-01-15 or a later day", field="on"
    )


def test_a_start_on_the_day_of_the_proposal_is_accepted() -> None:
    given(HARBOUR, PROPOSED).when(start(when="2024-01-15")).then(replace(STARTED, on=on("2024-01-15")))


def test_a_proposal_that_is_not_taken_up_is_concluded_with_stop() -> None:
    conclude = ConcludeShowcase(on=on("2024-02-01"), showcase_id="s1", outcome="stop")
    given(HARBOUR, PROPOSED).when(conclude).then(
        ShowcaseConcluded(on=on("2024-02-01"), showcase_id="s1", outcome="stop")
    )


def test_a_proposal_has_nothing_to_scale() -> None:
    conclude = ConcludeShowcase(on=on("2024-02-01"), showcase_id="s1", outcome="scale")
    given(HARBOUR, PROPOSED).when(conclude).then_refused(ShowcaseConcludedBeforeStart, "never started", field="outcome")


def test_a_proposal_concluded_before_it_was_made_is_refused() -> None:
    conclude = ConcludeShowcase(on=on("2024-01-14"), showcase_id="s1", outcome="stop")
    given(HARBOUR, PROPOSED).when(conclude).then_refused(ShowcaseConcludedBeforeStart, "was proposed", field="on")


# Started within limits.


def limited() -> StartShowcase:
    return StartShowcase(
        on=on("2024-03"),
        showcase_id="s1",
        title="RFID on displays",
        budget=Decimal(1000),
        currency="eur",
        sites=2,
        ends=date(2024, 9, 30),
        success="Half the time",
    )


LIMITED = ShowcaseStarted(
    on=on("2024-03"),
    showcase_id="s1",
    title="RFID on displays",
    budget=Decimal(1000),
    currency="EUR",
    sites=2,
    ends=date(2024, 9, 30),
    success="Half the time",
)


def test_what_a_showcase_may_take_is_fixed_as_it_starts() -> None:
    given(HARBOUR).when(limited()).then(LIMITED)
    limits = given(HARBOUR, LIMITED).state().showcases["s1"].limits
    assert (limits.budget, limits.currency, limits.sites, limits.success) == (Decimal(1000), "EUR", 2, True)


def test_the_event_says_what_was_fixed() -> None:
    assert LIMITED.headline({}) == (
        "Showcase “RFID on displays” started, limited to 1,000 EUR, 2 sites, until 2024-09-30"
    )
    assert LIMITED.term == (date(2024, 3, 1), date(2024, 9, 30))
    assert STARTED.headline({}) == "Showcase “RFID on displays” started"
    assert STARTED.term is None


def test_the_very_same_start_again_stays_quiet_but_other_limits_are_refused() -> None:
    scenario = given(HARBOUR, LIMITED)
    scenario.when(replace(limited(), showcase_id="s2")).then_nothing()
    scenario.when(replace(limited(), showcase_id="s2", sites=3)).then_refused(ShowcaseAlreadyRunning)


def test_a_budget_without_a_currency_is_refused() -> None:
    given(HARBOUR).when(replace(limited(), currency=" ")).then_refused(BudgetWithoutCurrency, field="currency")


def test_what_is_no_currency_is_refused() -> None:
    given(HARBOUR).when(replace(limited(), currency="euro")).then_refused(CurrencyNotUnderstood, field="currency")


@pytest.mark.parametrize(("field", "value"), [("budget", Decimal(0)), ("sites", 0), ("sites", 10**9)])
def test_a_limit_of_nothing_is_refused(field: str, value: object) -> None:
    given(HARBOUR).when(replace(limited(), **{field: value})).then_refused(LimitNotPositive, field=field)


def test_a_budget_that_is_no_amount_is_refused() -> None:
    given(HARBOUR).when(replace(limited(), budget=Decimal("NaN"))).then_refused(AmountNotUnderstood, field="budget")


def test_a_showcase_may_end_on_the_first_day_but_not_before() -> None:
    given(HARBOUR).when(replace(limited(), ends=date(2024, 3, 1))).then(replace(LIMITED, ends=date(2024, 3, 1)))
    given(HARBOUR).when(replace(limited(), ends=date(2024, 2, 29))).then_refused(
        ShowcaseEndsBeforeItStarts, "2024-03-01 or a later last day", field="ends"
    )


def test_the_trial_after_an_extension_says_what_it_extends() -> None:
    extend = ShowcaseConcluded(on=on("2024-09-01"), showcase_id="s1", outcome="extend")
    given(HARBOUR, STARTED, extend).when(start(when="2024-09-02", showcase_id="s2")).then(
        ShowcaseStarted(on=on("2024-09-02"), showcase_id="s2", title="RFID on displays", extends="s1")
    )


# As many at once as the policy allows.

SECOND = ShowcaseStarted(on=on("2024-04-01"), showcase_id="s2", title="Dock times")


def test_as_many_run_at_once_as_the_policy_allows() -> None:
    given(HARBOUR, STARTED).when(start("Dock times", "2024-04-01", "s2")).then(SECOND)


def test_one_more_than_the_policy_allows_is_refused_naming_those_that_run() -> None:
    outcome = given(HARBOUR, STARTED, SECOND).when(start("Third", "2024-05-01", "s3"))
    outcome.then_refused(ShowcaseLimitReached, "“RFID on displays” and “Dock times” run", "version 1", "2 at once")
    assert outcome.refusal
    assert outcome.refusal.policy_version == 1


def test_what_was_concluded_by_the_day_does_not_count() -> None:
    given(HARBOUR, STARTED, SECOND, CONCLUDED).when(start("Third", "2024-09-01", "s3")).then(
        ShowcaseStarted(on=on("2024-09-01"), showcase_id="s3", title="Third")
    )
    given(HARBOUR, STARTED, SECOND, CONCLUDED).when(start("Third", "2024-08-31", "s3")).then_refused(
        ShowcaseLimitReached
    )


def test_what_is_only_proposed_or_was_adopted_does_not_count() -> None:
    given(HARBOUR, PROPOSED, ADOPTED, SECOND).when(start("Third", "2025-01-01", "s3")).then(
        ShowcaseStarted(on=on("2025-01-01"), showcase_id="s3", title="Third")
    )


def test_what_a_source_tells_of_does_not_count() -> None:
    told = replace(STARTED, observed=True)
    given(HARBOUR, told, SECOND).when(start("Third", "2024-05-01", "s3")).then(
        ShowcaseStarted(on=on("2024-05-01"), showcase_id="s3", title="Third")
    )


def test_a_start_logged_late_may_not_make_a_later_one_too_many() -> None:
    given(HARBOUR, STARTED, SECOND).when(start("Third", "2024-02-01", "s3")).then_refused(
        BreaksLaterRecord, "“Dock times” on 2024-04-01"
    )


class Elsewhere(Alone, frozen=True):
    """Showcases run at other accounts, and one account is known."""

    running: int = 0
    other: tuple[ShowcaseProposed | ShowcaseStarted | ShowcaseConcluded, ...] = ()

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        assert elsewhere_than == "r"
        return self.running

    def relationship(self, stream: str, day: date) -> Relationship | None:
        opened = RelationshipOpened(on=on("2019-01-01"), name="Schnucks")
        known = [each for each in (opened, *self.other) if each.on.first <= day]
        return RELATIONSHIP.folded(stream, known) if stream == "other" and known else None


def test_the_policy_also_limits_how_many_run_in_total() -> None:
    limits = ShowcaseLimits(per_account=2, in_total=5)
    rules = msgspec.structs.replace(POLICY, showcases=limits)
    given(HARBOUR, STARTED).within(Elsewhere(rules, running=3)).when(start("Dock times", "2024-04-01", "s2")).then(
        SECOND
    )
    given(HARBOUR, STARTED).within(Elsewhere(rules, running=4)).when(
        start("Dock times", "2024-04-01", "s2")
    ).then_refused(
        ShowcaseLimitReached, "“RFID on displays” and 4 showcases at other accounts run", "5 at once in total"
    )


# Spent on and measured.

SPENT = ShowcaseSpent(on=on("2024-04-10"), showcase_id="s1", amount=Decimal(600), currency="EUR")


def spend(amount: str = "600", currency: str = "", when: str = "2024-04-10") -> SpendOnShowcase:
    return SpendOnShowcase(on=on(when), showcase_id="s1", amount=Decimal(amount), currency=currency)


def test_what_is_spent_adds_up_in_the_currency_of_the_budget() -> None:
    given(HARBOUR, LIMITED).when(spend()).then(SPENT)
    showcase = given(HARBOUR, LIMITED, SPENT, SPENT).state().showcases["s1"]
    assert (showcase.spent, showcase.currency, showcase.over_budget) == (Decimal(1200), "EUR", True)


def test_the_same_amount_again_is_spent_again() -> None:
    given(HARBOUR, LIMITED, SPENT).when(spend("400")).then(replace(SPENT, amount=Decimal(400)))


def test_spending_over_the_budget_is_recorded_and_marked() -> None:
    over = replace(SPENT, amount=Decimal("400.01"), over_budget=True)
    given(HARBOUR, LIMITED, SPENT).when(spend("400.01")).then(over)
    assert over.headline({"s1": "RFID"}) == "Showcase “RFID”: 400.01 EUR spent, over its budget"
    assert over.value == "over budget"


def test_spending_without_a_budget_says_the_currency_once() -> None:
    given(HARBOUR, STARTED).when(spend()).then_refused(SpendingWithoutCurrency, field="currency")
    given(HARBOUR, STARTED).when(spend(currency="EUR")).then(SPENT)
    given(HARBOUR, STARTED, SPENT).when(spend("1")).then(replace(SPENT, amount=Decimal(1)))


def test_spending_in_another_currency_is_refused() -> None:
    given(HARBOUR, LIMITED).when(spend(currency="USD")).then_refused(
        CurrencyDiffers, "in EUR, not USD", field="currency"
    )


@pytest.mark.parametrize(("amount", "rule"), [("0", SpendingNotPositive), ("-1", AmountNotUnderstood)])
def test_spending_nothing_is_refused(amount: str, rule: type) -> None:
    given(HARBOUR, LIMITED).when(spend(amount)).then_refused(rule, field="amount")


def test_spending_before_the_start_is_refused() -> None:
    given(HARBOUR, LIMITED).when(spend(when="2024-02-29")).then_refused(
        ShowcaseNotRunning, "2024-03-01 or a later day", field="on"
    )


def test_spending_on_what_never_started_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(spend(currency="EUR")).then_refused(ShowcaseNotRunning, field="showcase_id")
    given(HARBOUR).when(spend()).then_refused(NoSuchRecord, field="showcase_id")


def test_the_last_day_to_spend_is_that_of_the_conclusion() -> None:
    given(HARBOUR, LIMITED, CONCLUDED).when(spend(when="2024-09-01")).then(replace(SPENT, on=on("2024-09-01")))
    given(HARBOUR, LIMITED, CONCLUDED).when(spend(when="2024-09-02")).then_refused(
        ShowcaseNotRunning, "2024-09-01 or an earlier day", field="on"
    )


def test_a_conclusion_logged_late_may_not_come_before_what_was_spent() -> None:
    conclude = ConcludeShowcase(on=on("2024-04-09"), showcase_id="s1", outcome="scale")
    given(HARBOUR, LIMITED, SPENT).when(conclude).then_refused(BreaksLaterRecord, "was spent on 2024-04-10")
    given(HARBOUR, LIMITED, SPENT).when(replace(conclude, on=on("2024-04-10"))).then(
        replace(CONCLUDED, on=on("2024-04-10"))
    )


MEASURED = ShowcaseMeasured(
    on=on("2024-05"),
    showcase_id="s1",
    measure="Time to count",
    measured=Decimal(41),
    unit="seconds",
    target=Decimal(30),
)


def measure(when: str = "2024-05", measured: str = "41") -> MeasureShowcase:
    return MeasureShowcase(
        on=on(when),
        showcase_id="s1",
        measure=" Time to  count",
        measured=Decimal(measured),
        unit="seconds",
        target=Decimal(30),
    )


def test_a_result_is_measured() -> None:
    given(HARBOUR, STARTED).when(measure()).then(MEASURED)
    assert MEASURED.headline({"s1": "RFID"}) == (
        "Showcase “RFID” measured: Time to count 41 seconds against a target of 30"
    )
    (kept,) = given(HARBOUR, STARTED, MEASURED).state().showcases["s1"].measurements
    assert (kept.measured, kept.target) == (Decimal(41), Decimal(30))


def test_the_very_same_result_again_stays_quiet_but_a_later_one_is_recorded() -> None:
    given(HARBOUR, STARTED, MEASURED).when(measure()).then_nothing()
    given(HARBOUR, STARTED, MEASURED).when(measure("2024-06")).then(replace(MEASURED, on=on("2024-06")))


def test_measuring_nothing_is_refused() -> None:
    given(HARBOUR, STARTED).when(replace(measure(), measure=" ")).then_refused(NothingEntered, field="measure")
    given(HARBOUR, STARTED).when(measure(measured="NaN")).then_refused(ResultNotANumber, field="measured")


def test_measuring_outside_the_run_is_refused() -> None:
    given(HARBOUR, STARTED).when(measure("2024-02")).then_refused(ShowcaseNotRunning, field="on")


# Adopted by other accounts.

ADOPTED = ShowcaseAdopted(
    on=on("2024-10-01"),
    showcase_id="a1",
    title="RFID on displays",
    source_relationship="other",
    source_showcase="s1",
)
THERE = Elsewhere(POLICY, other=(STARTED, CONCLUDED))


def adopt(when: str = "2024-10-01", showcase: str = "rfid on displays", showcase_id: str = "a1") -> AdoptShowcase:
    return AdoptShowcase(on=on(when), showcase_id=showcase_id, source="other", showcase=showcase)


def test_a_showcase_is_adopted_from_another_account() -> None:
    given(HARBOUR).within(THERE).when(adopt()).then(ADOPTED)
    given(HARBOUR).within(THERE).when(adopt(showcase="s1")).then(ADOPTED)
    adopted = given(HARBOUR, ADOPTED).state().showcases["a1"]
    assert adopted.adopted_from == Origin(relationship="other", showcase="s1")
    assert (adopted.status, adopted.started) == ("adopted", on("2024-10-01"))


def test_an_adoption_says_from_where_if_that_is_known() -> None:
    assert ADOPTED.headline({}) == "Showcase “RFID on displays” adopted from another account"
    assert ADOPTED.headline({"other": "Schnucks"}) == "Showcase “RFID on displays” adopted from Schnucks"


def test_the_very_same_adoption_again_stays_quiet() -> None:
    given(HARBOUR, ADOPTED).within(THERE).when(adopt(showcase_id="a2")).then_nothing()


def test_adopting_what_was_adopted_already_is_refused() -> None:
    given(HARBOUR, ADOPTED).within(THERE).when(adopt("2024-11-01", showcase_id="a2")).then_refused(
        ShowcaseAlreadyRunning, field="showcase"
    )


def test_adopting_under_the_id_of_another_showcase_is_refused() -> None:
    given(HARBOUR, STARTED).within(Elsewhere(POLICY, other=(SECOND,))).when(
        adopt(showcase="Dock times", showcase_id="s1")
    ).then_refused(IdAlreadyUsed)


def test_what_was_proposed_here_is_adopted_as_that_showcase() -> None:
    given(HARBOUR, PROPOSED).within(THERE).when(adopt()).then(replace(ADOPTED, showcase_id="s1"))
    given(HARBOUR, PROPOSED).within(Elsewhere(POLICY, other=(replace(STARTED, on=on("2023")),))).when(
        adopt("2024-01-14")
    ).then_refused(ShowcaseStartedBeforeProposed)


def test_a_showcase_is_not_adopted_from_the_account_itself() -> None:
    given(HARBOUR, STARTED).within(THERE).when(replace(adopt(), source="r")).then_refused(
        AdoptedFromItself, field="source"
    )


def test_what_is_not_on_record_there_is_not_adopted() -> None:
    given(HARBOUR).within(THERE).when(adopt(showcase="Drones")).then_refused(
        NoSuchRecord, "at Schnucks", "name one of “RFID on displays”", field="showcase"
    )
    given(HARBOUR).within(Elsewhere(POLICY)).when(adopt()).then_refused(NoSuchRecord, "record it there first")
    given(HARBOUR).within(THERE).when(replace(adopt(), source="nobody")).then_refused(NoSuchRecord, field="source")
    given(HARBOUR).within(THERE).when(adopt(showcase=" ")).then_refused(NothingEntered, field="showcase")


def test_what_had_not_started_there_is_not_adopted() -> None:
    given(HARBOUR).within(THERE).when(adopt("2024-02-29")).then_refused(
        AdoptedBeforeStart, "choose 2024-03-01 or a later day", field="on"
    )
    given(HARBOUR).within(Elsewhere(POLICY, other=(PROPOSED,))).when(adopt()).then_refused(
        AdoptedBeforeStart, "start it there first"
    )
    given(HARBOUR).within(THERE).when(adopt("2018")).then_refused(AdoptedBeforeStart)


def test_a_date_that_may_be_after_the_start_there_is_accepted() -> None:
    given(HARBOUR).within(THERE).when(adopt("2024")).then(replace(ADOPTED, on=on("2024")))


def test_what_was_stopped_there_is_adopted_no_more() -> None:
    stopped = Elsewhere(POLICY, other=(STARTED, replace(CONCLUDED, outcome="stop")))
    given(HARBOUR).within(stopped).when(adopt("2024-08-31")).then(replace(ADOPTED, on=on("2024-08-31")))
    given(HARBOUR).within(stopped).when(adopt("2024-09-01")).then_refused(AdoptedAfterStop, field="showcase")


def test_of_two_of_the_name_the_one_that_was_not_stopped_is_adopted() -> None:
    again = Elsewhere(
        POLICY,
        other=(
            STARTED,
            replace(CONCLUDED, outcome="stop"),
            ShowcaseStarted(on=on("2024-09-15"), showcase_id="s9", title="RFID on displays"),
        ),
    )
    given(HARBOUR).within(again).when(adopt()).then(replace(ADOPTED, source_showcase="s9"))


@pytest.mark.parametrize("limits", [ShowcaseLimits(per_account=0), ShowcaseLimits(in_total=0)])
def test_where_the_policy_allows_none_the_refusal_says_so(limits: ShowcaseLimits) -> None:
    given(HARBOUR).within(Alone(replace(POLICY, showcases=limits))).when(start()).then_refused(
        ShowcaseLimitReached, "Version 1 of the policy allows 0 at once", "raise that in the policy first"
    )


def test_a_start_says_its_last_day_also_where_nothing_else_is_limited() -> None:
    until = replace(STARTED, ends=date(2024, 12, 31))
    assert until.headline({}) == "Showcase “RFID on displays” started, until 2024-12-31"
