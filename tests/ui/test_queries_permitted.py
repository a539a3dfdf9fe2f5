"""Every query asks who looks before it does anything: walked over, so that one that does not is found."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, NoReturn

import pandas as pd
import pytest

import ui.queries
from domain.access import ACTIONS, CONFINED, GRANTED, ROLES, Action, Actor, NotAllowed, local_actor
from domain.history.when import parse_when
from domain.policy.model import POLICY_MODEL
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from projections.census import Sought
from tests.ui.filling import STREAM
from ui import session
from ui.bootstrap import Tieline
from ui.looking import Looking
from ui.queries import asking, bringing_in, compare, logging, policy, portfolio
from ui.queries.asking import permitted
from ui.questions.attention import QUESTION
from ui.questions.question import Answer

NEEDS: Mapping[str, Action] = {
    "account": "read",
    "brief": "read",
    "bringing_in": "record",
    "compare": "read",
    "compare.survey_between": "review",
    "compare.standing_at": "review",
    "evolving": "read",
    "imports": "audit",
    "logging": "read",
    "operations": "audit",
    "operations.rebuild": "operate",
    "operations.back_up": "operate",
    "operations.list_people": "operate",
    "operations.people_listed": "operate",
    "operations.look_for": "operate",
    "operations.looked_for": "operate",
    "operations.forget_for_good": "operate",
    "operations.change_responsibility": "operate",
    "operations.erasure_due": "operate",
    "policy": "read",
    "policy.what_if_under": "review",
    "portfolio": "read",
    "portfolio.flow": "review",
    "portfolio.records_behind": "review",
    "proving": "audit",
    "proving.sign": "operate",
    "relationship": "read",
    "replay": "audit",
}
"""What somebody must be allowed to do to ask what a module answers, or one of its functions where that is otherwise."""

ASKS_NOTHING = {
    "account.cut", "answers.answers", "answers.coming", "looks.looks", "portfolio.asked_of", "portfolio.may_review", "portfolio.theirs", "proving.folder_of",
    "proving.own_evidence", "replay.when_told",
}  # fmt: skip
"""Functions that look nothing up: they put together what is given to them, or keep what others looked up."""
GIVEN: Mapping[str, Callable[[str], dict[str, object]]] = {
    "brief.brief_maker": lambda account: {"wanted": SimpleNamespace(relationship=account)},
    "portfolio.answers_to": lambda _: {"question": QUESTION},
}
"""What a query has to look at to know what it takes to ask it."""

NOW, SINCE = Looking(date(2026, 11, 22)), date(2026, 1, 1)


def attention() -> list[Answer]:
    """What needs somebody, as the page asks it."""
    return portfolio.answers_to(QUESTION, NOW, SINCE).result()


def overview() -> Answer:
    """The portfolio at a glance."""
    return portfolio.overview(NOW, SINCE)[0].result()


OF_MANY: Mapping[str, Callable[[], object]] = {
    "compare.anything_by": lambda: compare.anything_by(0),
    "bringing_in.accounts_on_record": bringing_in.accounts_on_record,
    "policy.policy_known": lambda: policy.policy_known(NOW),
    "policy.reasons": lambda: policy.reasons(NOW),
    "policy.rules_on": lambda: policy.rules_on(NOW),
    "policy.supposed_policy": lambda: policy.supposed_policy(NOW, ["attention.quiet=90"], SINCE),
    "portfolio.anything": portfolio.anything,
    "portfolio.answers_to": attention,
    "portfolio.came_and_left": lambda: portfolio.came_and_left(NOW, SINCE, "at risk"),
    "portfolio.counts": lambda: portfolio.counts(NOW),
    "portfolio.first_known": lambda: portfolio.first_known(NOW),
    "portfolio.how_many": lambda: portfolio.how_many(NOW, Sought()),
    "portfolio.listed": lambda: portfolio.listed(NOW, Sought(), "name", 0, 100),
    "portfolio.names_by_id": portfolio.names_by_id,
    "portfolio.overview": overview,
    "portfolio.relationship_names": portfolio.relationship_names,
    "portfolio.standing": lambda: portfolio.standing(NOW),
    "portfolio.words_in": lambda: portfolio.words_in(attention()[0]),
}
"""How each query is asked that is of no one account, and yet for who is confined to their own: its answer names no other."""

NAMING = {
    "bringing_in.accounts_on_record", "portfolio.answers_to", "portfolio.came_and_left", "portfolio.listed",
    "portfolio.names_by_id", "portfolio.overview", "portfolio.relationship_names", "portfolio.standing", "portfolio.words_in",
}  # fmt: skip
"""Those whose answers name accounts."""

ACCOUNT = ("relationship", "stream")
"""What a query calls the one account that it is about."""


class CheckPassedError(Exception):
    """Whoever looks may ask; nothing is looked up."""


class Untouched:
    """What a query is given before it has asked who looks: it has nothing to do with it until then."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"“{name}” of it was asked before who looks was")

    def __iter__(self) -> NoReturn:
        raise AssertionError("it was gone through before who looks was asked")


def functions() -> dict[str, Callable[..., object]]:
    """Every public function of the query layer by module and name, but for the check itself and for what is given an action."""
    found: dict[str, Callable[..., object]] = {}
    for each in pkgutil.iter_modules(ui.queries.__path__):
        module = importlib.import_module(f"ui.queries.{each.name}")
        for name, function in vars(module).items():
            its_own = inspect.isroutine(function) and getattr(function, "__module__", "") == module.__name__
            if its_own and not name.startswith("_") and each.name not in {"asking", "working"}:
                found[f"{each.name}.{name}"] = function
    return found


QUERIES = {name: each for name, each in functions().items() if name not in ASKS_NOTHING}
of_one_account = ["brief.brief_maker"]
of_one_account += [name for name, each in QUERIES.items() if set(ACCOUNT) & set(inspect.signature(each).parameters)]


def given_for(query: str, account: str) -> dict[str, object]:
    """What a query is given of its own, about this account."""
    return GIVEN[query](account) if query in GIVEN else {}


def needed(query: str) -> Action:
    """What it takes to ask."""
    return NEEDS.get(query) or NEEDS[query.partition(".")[0]]


def ask(query: str, account: str = STREAM) -> bool:
    """Whether whoever looks is let on to ask, of this account where the query is about one."""
    parameters = inspect.signature(QUERIES[query]).parameters.values()
    given: dict[str, Any] = {
        each.name: account if each.name in ACCOUNT else given_for(query, account).get(each.name, Untouched())
        for each in parameters
        if each.name in ACCOUNT or each.default is inspect.Parameter.empty
    }
    try:
        QUERIES[query](**given)
    except CheckPassedError:
        return True
    except NotAllowed:
        return False
    raise AssertionError(f"{query} does not ask who looks")


@pytest.fixture
def as_(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    """Look as somebody."""
    return lambda actor: monkeypatch.setattr(session, "local_user", lambda: actor)


@pytest.fixture
def only_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries end where they have asked who looks."""

    def passed() -> NoReturn:
        raise CheckPassedError

    monkeypatch.setattr(asking, "tieline", passed)


@pytest.mark.usefixtures("only_asked")
@pytest.mark.parametrize("query", QUERIES)
def test_each_query_answers_those_whose_role_it_takes_and_nobody_else(query: str, as_: Callable[[Actor], None]) -> None:
    answered = set()
    for role in ROLES:
        as_(Actor("s", frozenset({role})))
        answered |= {role} if ask(query) else set()
    assert answered == {role for role in ROLES if needed(query) in GRANTED[role]}
    as_(Actor("s", frozenset()))
    assert not ask(query), "somebody without a role"


@pytest.mark.usefixtures("only_asked")
@pytest.mark.parametrize("query", QUERIES)
def test_who_is_confined_is_answered_of_their_own_accounts_alone(query: str, as_: Callable[[Actor], None]) -> None:
    as_(Actor("s", frozenset({"account manager"}), own=frozenset({STREAM})))
    assert ask(query) == (needed(query) in CONFINED)
    if query in of_one_account and query != "portfolio.standing":
        assert not any(ask(query, other) for other in ("relationship-orchard", "company", POLICY_MODEL.name))


def test_what_is_of_no_one_account_and_for_who_is_confined_is_asked_below() -> None:
    assert set(OF_MANY) == {query for query in QUERIES if needed(query) in CONFINED and query not in of_one_account} | {
        "portfolio.standing"
    }


@pytest.mark.parametrize("query", OF_MANY)
def test_an_answer_to_who_is_confined_names_no_other_account(
    app_tieline: Tieline, query: str, as_: Callable[[Actor], None]
) -> None:
    ada = local_actor("ada")
    app_tieline.handle("relationship-orchard", OpenRelationship(on=parse_when("2021"), name="Orchard"), by=ada)
    for stream in (STREAM, "relationship-orchard"):
        app_tieline.handle(stream, PutAtRisk(on=parse_when("2026-09-01"), reason="A tender"), by=ada)
    as_(Actor("s", frozenset({"account manager"}), own=frozenset({STREAM})))
    told = in_text(OF_MANY[query]())
    assert "orchard" not in told.casefold()
    names = query in NAMING
    assert ("Harbour Foods" in told) == names
    as_(Actor("s", frozenset({"account manager", "auditor"}), own=frozenset({STREAM})))
    reads_all = names and needed(query) == "read"
    assert ("Orchard" in in_text(OF_MANY[query]())) == reads_all, "who audits as well may read all, and record no more"


def test_whether_a_record_stands_is_told_of_the_account_alone_that_is_asked_about(
    app_tieline: Tieline, as_: Callable[[Actor], None]
) -> None:
    ada = local_actor("ada")
    opening = OpenRelationship(on=parse_when("2021"), name="Orchard")
    elsewhere = app_tieline.handle("relationship-orchard", opening, by=ada).last_seq
    here = app_tieline.handle(STREAM, PutAtRisk(on=parse_when("2026-09-01"), reason="A tender"), by=ada).last_seq
    as_(Actor("s", frozenset({"account manager"}), own=frozenset({STREAM})))
    assert logging.stands(STREAM, here)
    assert not logging.stands(STREAM, elsewhere), "a record of another account is none of this one"
    with pytest.raises(NotAllowed):
        logging.stands("relationship-orchard", elsewhere)


def in_text(answer: object) -> str:
    """All that an answer says."""
    return answer.to_csv() if isinstance(answer, pd.DataFrame) else repr(answer)


@pytest.mark.usefixtures("only_asked")
@pytest.mark.parametrize("action", ACTIONS)
def test_long_work_is_begun_found_and_let_go_of_by_who_may(action: Action, as_: Callable[[Actor], None]) -> None:
    working = importlib.import_module("ui.queries.working")
    for role in ROLES:
        as_(Actor("s", frozenset({role})))
        for begin in (working.begin, working.begun, working.done_with, permitted):
            rest = [
                each for each in inspect.signature(begin).parameters.values() if each.kind is not each.KEYWORD_ONLY
            ][1:]
            with pytest.raises(CheckPassedError if action in GRANTED[role] else NotAllowed):
                begin(action, *("" for _ in rest))
