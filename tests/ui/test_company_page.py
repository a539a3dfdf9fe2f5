"""The company's page, and how an account stands on its own."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.company.capacity import SetCapacity
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.partnership.commands import AssessPartnership
from domain.relationship.team import JoinTeam
from tests.ui.filling import STREAM
from ui.bootstrap import Tieline

APP = str(Path(__file__).parents[2] / "streamlit_app.py")


def page(path: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(path).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return " ".join([*(each.value for each in app.markdown), *(each.value for each in app.header)])


def test_without_anything_on_record_the_page_says_what_to_log(app_tieline: Tieline) -> None:
    del app_tieline
    said = words(page("ui/pages/company.py"))
    assert "Log what each party can absorb in change" in said
    assert "Policy version 1, in force from the beginning" in said


def test_the_companys_history_and_every_version_of_the_policy_are_shown(app_tieline: Tieline, kim: Actor) -> None:
    capacity = SetCapacity(on=parse_when("2024-12-01"), party="own company", period=parse_when("2025"), capacity=24)
    app_tieline.handle("company", capacity, by=kim)
    rules = parse(POLICY, ["attention.quiet=90"])
    app_tieline.handle("policy", ChangePolicy(on=parse_when("2025-01-01"), reason="Sooner", rules=rules), by=kim)
    app = page("ui/pages/company.py")
    assert len(app.get("vega_lite_chart")) == 1
    assert "Policy version 2, in force from 1 Jan 2025" in words(app)
    assert "attention\\.quiet\\: 120 → 90" in app.table[-1].value.to_string()


def test_on_an_earlier_day_the_policy_is_the_one_in_force_then(app_tieline: Tieline, kim: Actor) -> None:
    rules = parse(POLICY, ["attention.quiet=90"])
    app_tieline.handle("policy", ChangePolicy(on=parse_when("2025-01-01"), reason="Sooner", rules=rules), by=kim)
    assert "Policy version 1, in force from the beginning" in words(page("ui/pages/company.py", as_of="2024-12-31"))


def test_an_account_says_what_the_policy_gives_its_class_and_it_has_not(app_tieline: Tieline, kim: Actor) -> None:
    for command in (
        Reclassify(on=parse_when("2024-01-01"), to="strategic", reason="able"),
        JoinTeam(on=parse_when("2024-02-01"), member_id="m", title="IT lead", function="IT", person="Ann Lee"),
        AssessPartnership(on=parse_when("2024-03-01"), side="own company", evidence="Workshop", commitment=3),
    ):
        app_tieline.handle(STREAM, command, by=kim)
    app = page("ui/pages/account.py", account=STREAM)
    tables = " ".join(each.value.to_string() for each in app.table)
    assert "nobody on the account team from operations, commercial, executive" in tables
    assert "nobody known at the account in IT, operations, commercial, executive" in tables
    assert "3\\: " in tables
    assert "not rated" in tables
    before = page("ui/pages/account.py", account=STREAM, as_of="2023-12-31")
    assert "nobody" not in " ".join(each.value.to_string() for each in before.table)
