"""Forgetting a person, as a decision: does, refuses, stays quiet."""

from domain.company.forgetting import ForgetPerson, NobodyToForget, PersonForgotten
from domain.history.refusal import ReasonMissing
from tests.domain.scenario import given_company, on

ANN = PersonForgotten(on=on("2026-03-03"), reason="By letter", people=("person-1",), records=3, keys=(4, 7))


def forget(
    people: tuple[str, ...] = ("person-1",),
    keys: tuple[int, ...] = (7, 4),
    *,
    records: int = 3,
    reason: str = "By letter",
) -> ForgetPerson:
    return ForgetPerson(on=on("2026-03-03"), reason=reason, people=people, records=records, keys=keys)


def test_a_person_is_forgotten_with_the_keys_of_the_words_that_mention_them() -> None:
    given_company().when(forget()).then(ANN)


def test_somebody_who_is_only_mentioned_is_forgotten_without_an_id() -> None:
    mentioned = PersonForgotten(on=on("2026-03-03"), reason="By letter", records=3, keys=(4, 7))
    given_company().when(forget(())).then(mentioned)
    assert mentioned.headline({}) == "Mentioned person forgotten: 3 records, the words of 2 were destroyed"


def test_nobody_cannot_be_forgotten() -> None:
    given_company().when(forget((), ())).then_refused(NobodyToForget, "Nobody was found to forget", field="person")


def test_forgetting_says_who_asked() -> None:
    given_company().when(forget(reason=" ")).then_refused(ReasonMissing, "say who asked", field="reason")


def test_who_was_forgotten_before_stays_so_quietly() -> None:
    given_company(ANN).when(forget()).then_nothing()
    given_company(ANN).when(forget(keys=(4,), reason="")).then_nothing()


def test_words_found_later_are_forgotten_on_their_own() -> None:
    later = PersonForgotten(on=on("2026-03-03"), reason="By letter", records=3, keys=(9,))
    given_company(ANN).when(forget(keys=(4, 7, 9))).then(later)


def test_words_that_went_with_somebody_else_are_not_told_twice() -> None:
    bob = PersonForgotten(on=on("2026-03-03"), reason="By letter", people=("person-2",), records=3, keys=(9,))
    given_company(ANN).when(forget(("person-2",), (4, 9))).then(bob)


def test_it_says_whom_by_the_id_alone() -> None:
    assert ANN.headline({}) == "Person forgotten (person-1): 3 records, the words of 2 were destroyed"
    name_only = PersonForgotten(on=ANN.on, people=("person-1",), records=1)
    assert name_only.headline({}) == "Person forgotten (person-1): 1 record, no words were destroyed"
