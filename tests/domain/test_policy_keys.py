"""The policy as keys and values."""

from decimal import Decimal

import msgspec
import pytest

from domain.history.refusal import Refusal
from domain.policy.keys import PolicyKeyUnknown, PolicyValueNotUnderstood, difference, parse, whole
from domain.policy.version_1 import POLICY
from domain.relationship.rules import Horizon, SegmentThreshold


def test_two_equal_versions_do_not_differ() -> None:
    assert difference(POLICY, msgspec.structs.replace(POLICY, version=2)) == []


def test_values_are_set_by_their_keys_and_told_apart_again() -> None:
    changed = parse(
        POLICY,
        [
            "services.strategic.plan.at_least=24",
            "services.integrated.team= IT, operations ",
            "services.stable.shared_risk=true",
            "services.stable.deepest_link=coordinated",
            "services.stable.gets.supply chain=A menu = few choices",
            "criteria.large=4",
            "cio_time.at_least=0.25",
            "segments.GBP.revenue=8000000",
            "segments.GBP.profit=400000",
        ],
    )
    assert difference(POLICY, changed) == [
        ("services.strategic.plan.at_least", 36, 24),
        ("services.integrated.team", (), ("IT", "operations")),
        ("services.stable.shared_risk", False, True),
        ("services.stable.deepest_link", "arm's length", "coordinated"),
        (
            "services.stable.gets.supply chain",
            "Reliable and cost-efficient; a menu of service offerings",
            "A menu = few choices",
        ),
        ("criteria.large", 3, 4),
        ("cio_time.at_least", Decimal("0.30"), Decimal("0.25")),
        ("segments.GBP.revenue", None, Decimal(8_000_000)),
        ("segments.GBP.profit", None, Decimal(400_000)),
    ]
    assert changed.segments["GBP"] == SegmentThreshold(revenue=Decimal(8_000_000), profit=Decimal(400_000))


def test_a_class_is_given_plans_and_another_loses_its_own() -> None:
    changed = parse(
        POLICY,
        [
            "services.emerging.plan.at_least=6",
            "services.emerging.plan.at_most=12",
            "services.integrated.plan=none",
            "services.strategic.terrain_months=",
        ],
    )
    assert changed.plan_horizons == {
        "strategic": Horizon(at_least=36, at_most=60),
        "emerging": Horizon(at_least=6, at_most=12),
    }
    assert changed.services["strategic"].terrain_months is None
    assert difference(POLICY, changed) == [
        ("services.strategic.terrain_months", 18, None),
        ("services.integrated.plan.at_least", 11, None),
        ("services.integrated.plan.at_most", 13, None),
        ("services.emerging.plan.at_least", None, 6),
        ("services.emerging.plan.at_most", None, 12),
    ]


@pytest.mark.parametrize(
    ("assignment", "rule", "words"),
    [
        ("services.strategick.plan=none", PolicyKeyUnknown, "after “services” write strategic, integrated, emerging or stable"),
        ("service.strategic=1", PolicyKeyUnknown, "at the beginning write services"),
        ("version=7", PolicyKeyUnknown, "at the beginning write services"),
        ("services.strategic=1", PolicyKeyUnknown, "not one value but several: go on with plan"),
        ("attention.quiet.days=1", PolicyKeyUnknown, "“attention.quiet” is one value"),
        ("=1", PolicyKeyUnknown, "at the beginning"),
        ("segments.=1", PolicyKeyUnknown, "a name of your own"),
        ("attention.quiet", PolicyValueNotUnderstood, "sets nothing"),
        ("attention.quiet=soon", PolicyValueNotUnderstood, "a whole number"),
        ("attention.quiet=none", PolicyValueNotUnderstood, "a whole number"),
        ("cio_time.at_least=half", PolicyValueNotUnderstood, "a number, as 0.30"),
        ("criteria.large=5", PolicyValueNotUnderstood, "0, 1, 2, 3 or 4"),
        ("services.stable.deepest_link=deep", PolicyValueNotUnderstood, "arm's length, coordinated or integrated"),
        ("services.stable.team=IT, sales", PolicyValueNotUnderstood, "some of IT, operations, commercial, executive"),
        ("services.stable.scorecard=perhaps", PolicyValueNotUnderstood, "true or false"),
        ("services.stable.plan=long", PolicyValueNotUnderstood, "“none”, or set at_least or at_most"),
        ("services.stable.plan.at_least=6", PolicyValueNotUnderstood, "at_most"),
    ],
)  # fmt: skip
def test_what_is_no_key_or_no_value_is_refused_naming_what_is(assignment: str, rule: type[Refusal], words: str) -> None:
    with pytest.raises(rule) as refused:
        parse(POLICY, [assignment])
    assert words in refused.value.sentence
    assert refused.value.field == "rules"


def test_the_whole_policy_comes_back_from_its_json() -> None:
    assert difference(POLICY, whole(msgspec.json.encode(POLICY))) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("{", PolicyValueNotUnderstood, "not JSON"),
        ("[]", PolicyValueNotUnderstood, "would not be whole"),
        ("{}", PolicyValueNotUnderstood, "services"),
        ('{"servces": {}}', PolicyKeyUnknown, "“servces” is not a key"),
        ('{"services": {"strategic": {"plans": null}}}', PolicyKeyUnknown, "“services.strategic.plans”"),
        ('{"services": {"platinum": {}}}', PolicyKeyUnknown, "strategic, integrated, emerging or stable"),
        ('{"services": {"strategic": {"terrain_months": "old"}}}', PolicyValueNotUnderstood, "would not be whole"),
    ],
)
def test_what_is_not_the_whole_policy_is_refused(text: str, rule: type[Refusal], words: str) -> None:
    with pytest.raises(rule) as refused:
        whole(text)
    assert words in refused.value.sentence
