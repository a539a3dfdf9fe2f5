"""The policy as a file that people edit."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.history.refusal import Refusal
from domain.policy.keys import PolicyKeyUnknown, PolicyValueNotUnderstood, difference
from domain.policy.version_1 import POLICY
from domain.policy.written import PolicyFileNotUnderstood, as_toml, laid_over, values_in
from domain.relationship.rules import Rules

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def read(text: str, rules: Rules = POLICY) -> Rules:
    return laid_over(rules, values_in(text.encode()))


def test_what_is_written_is_read_back_the_same() -> None:
    assert read(as_toml(POLICY)) == POLICY
    assert laid_over(POLICY, values_in(msgspec.json.encode(POLICY))) == POLICY


@given(TEXTS.filter(bool), TEXTS, st.decimals(0, 10**9, places=2))
def test_whatever_a_company_writes_into_its_matrix_is_read_back_the_same(row: str, words: str, profit: Decimal) -> None:
    services = {**POLICY.services, "stable": replace(POLICY.services["stable"], gets={row: words})}
    segments = {"USD": replace(POLICY.segments["USD"], profit=profit)}
    rules = replace(POLICY, services=services, segments=segments)
    bare = replace(POLICY, services={each: replace(it, gets={}) for each, it in POLICY.services.items()}, segments={})
    read_back = laid_over(bare, values_in(as_toml(rules).encode()))
    assert read_back == rules


def test_what_a_file_does_not_name_stays_as_it_was() -> None:
    strict = replace(POLICY, version=7, criteria=replace(POLICY.criteria, able=4))
    found = read("version = 3\n[attention]\nquiet = 60\n[cio_time]\nat_most = 0.45\n", strict)
    assert difference(strict, found) == [
        ("cio_time.at_most", Decimal("0.50"), Decimal("0.45")),
        ("attention.quiet", 120, 60),
    ]
    assert found.version == 7


def test_a_value_is_taken_away_by_the_word_none_and_by_null() -> None:
    for text in ('[services.strategic]\nplan = "none"\n', '{"services": {"strategic": {"plan": null}}}'):
        assert read(text).services["strategic"].plan is None


def test_lists_are_written_as_lists_or_with_commas() -> None:
    for text in ('[services.stable]\nteam = ["IT", "operations"]', '[services.stable]\nteam = "IT, operations"'):
        assert read(text).services["stable"].team == ("IT", "operations")


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("", PolicyFileNotUnderstood, "names no value"),
        ("version = 2", PolicyFileNotUnderstood, "names no value"),
        ("[attention]", PolicyFileNotUnderstood, "names no value"),
        ("quiet: 90", PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ('{"attention": ', PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ("[1, 2]", PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ("a = " + "[" * 5000, PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ('{"a":' * 5000, PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ("attention.quiet = " + "9" * 5000, PolicyFileNotUnderstood, "neither TOML nor JSON"),
        ("[attention]\nloud = 1", PolicyKeyUnknown, "after “attention” write due_soon, quiet"),
        ("[attention.quiet]\ndays = 1", PolicyKeyUnknown, "“attention.quiet” is one value"),
        ("attention = 5", PolicyKeyUnknown, "not one value but several"),
        ("[services.gold]\nteam = []", PolicyKeyUnknown, "strategic, integrated, emerging or stable"),
        ('[attention]\nquiet = "soon"', PolicyValueNotUnderstood, "“soon” is not a value of attention.quiet"),
        ("[attention]\nquiet = true", PolicyValueNotUnderstood, "a whole number"),
        ("[attention]\nquiet = 1.5", PolicyValueNotUnderstood, "“1.5” is not a value"),
        ("[attention]\nquiet = 2024-05-17", PolicyValueNotUnderstood, "“2024-05-17” is not a value"),
        ('{"attention": {"quiet": null}}', PolicyValueNotUnderstood, "“none” is not a value"),
        ('[services.stable]\nteam = ["IT", "sales"]', PolicyValueNotUnderstood, "“IT, sales” is not a value"),
        ("[services.stable.plan]\nat_least = 6", PolicyValueNotUnderstood, "at_most"),
    ],
)
def test_what_no_policy_says_is_refused_in_one_sentence(text: str, rule: type[Refusal], words: str) -> None:
    with pytest.raises(rule) as refused:
        read(text)
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert len(refused.value.sentence) < 500


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(PolicyFileNotUnderstood):
        values_in(b"\xff\xfe\x00")
