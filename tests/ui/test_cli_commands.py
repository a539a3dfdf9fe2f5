"""The recording commands of the command line are those of the domain, with the fields that each says of itself."""

import shlex
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from domain.company.model import COMPANY
from domain.history.asking import Ask, fields
from domain.history.event import Command
from domain.history.model import Model
from domain.models import MODELS
from domain.relationship.economics import EconomicsReported
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanAmended
from domain.relationship.milestone import MilestonePlanned
from domain.relationship.showcase import ShowcaseAdopted
from domain.relationship.system_link import SystemLinkProposed
from domain.relationship.terrain import TerrainSurveyed
from tests.ui.command_line import CommandLine
from ui.cli.generated import BY_HAND, WITHIN_OTHERS, example, is_asked
from ui.cli.main import app
from ui.settings import Settings

COMMANDS = {command.path: (command, model) for model in MODELS for command in model.decisions if command.offered}
GENERATED = {path: each for path, each in COMMANDS.items() if each[1].name not in BY_HAND}

JOURNEY = """\
open --on 2020
classify --on 2021-03
criteria rate --on 2022
identify --on 2022
terrain survey --on 2022-02
counterpart name --on 2022-03
counterpart confirm --on 2022-04
counterpart face --on 2022-05
team join --on 2022-03
terms take --on 2022-03
terms rule --on 2022-03
terms except --on 2022-06
terms breach --on 2022-07
company add-system --on 2022
company ready --on 2022-09
company capacity --on 2022-09
company cio-hours --on 2025-08
company invest --on 2025-08
partnership assess --on 2023-01
partnership benefit --on 2023-01
plan propose --on 2024-05
plan agree --on 2024-11
plan share-risk --on 2024-12
plan review --on 2025-06
objective set --on 2025-01
objective move --on 2026-01
objective meet --on 2026-02
measure set --on 2025-01
measure target --on 2025-01
measure record --on 2026-04
link propose --on 2024-02
link advance --on 2024-03
link invest --on 2024-03
link live --on 2024-06
link depth --on 2024-07
link suspend --on 2024-08
link retire --on 2026-05
milestone plan --on 2024-12
milestone reschedule --on 2025-02
milestone reach --on 2025-11
showcase propose --on 2024-01
showcase start --on 2024-02
showcase spend --on 2024-05
showcase measure --on 2024-06
showcase conclude --on 2024-10
interaction --on 2025-03
fact --on 2025-03
economics report --on 2025-08
economics invest --on 2025-08
plan amend --on 2026-03
plan close --on 2026-05
counterpart leave --on 2026-05
team leave --on 2026-05
terms drop --on 2026-05
terms lift --on 2026-05
at-risk --on 2026-06
recover --on 2026-07
rename --on 2026-08
"""


@pytest.fixture
def cli(settings: Settings) -> CommandLine:
    return CommandLine(settings)


@pytest.fixture
def harbour(sqlite_settings: Settings) -> CommandLine:
    """A strategic account, where the database makes no difference."""
    cli = CommandLine(sqlite_settings)
    cli.does("open", "Harbour Foods", "--on", "2020")
    cli.does("classify", "harbour", "strategic", "--on", "2021-03", "--reason", "Shares its forecasts")
    return cli


def on_the_command_line(path: str) -> Any:
    """The command of this path, as the program knows it."""
    place: Any = get_command(app)
    context = Context(place, info_name="tieline")
    for word in path.split():
        assert isinstance(place, TyperGroup), path
        place = place.get_command(context, word)
        assert place is not None, path
    return place


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_command_of_the_domain_is_on_the_command_line(path: str) -> None:
    assert not isinstance(on_the_command_line(path), TyperGroup)


@pytest.mark.parametrize(("command", "model"), GENERATED.values(), ids=sorted(GENERATED))
def test_the_help_of_every_command_says_each_of_its_fields(
    sqlite_settings: Settings, command: type[Command], model: Model[Any]
) -> None:
    said = " ".join(CommandLine(sqlite_settings).does(*command.path.split(), "--help").split())
    for field in fields(command):
        if is_asked(field):
            assert isinstance(field.ask, Ask)
            assert field.ask.help.split(".")[0] in said
    assert " ".join(example(command, model).split()) in said
    for common in ("--on", "--reason", "--reported-by", "--command-id", "--json"):
        assert common in said


def test_what_is_not_a_parameter_of_its_own_is_written_within_another() -> None:
    within = {field.name for command, _ in GENERATED.values() for field in fields(command) if not is_asked(field)}
    assert {name for name in within if not name.endswith("_id")} == set(WITHIN_OTHERS)


def test_the_examples_of_the_help_tell_a_whole_history(cli: CommandLine) -> None:
    for line in JOURNEY.splitlines():
        path, _, on = line.partition(" --on ")
        command, model = COMMANDS[path]
        said = cli.does(*shlex.split(example(command, model))[1:], "--on", on)
        assert said.startswith("Recorded for "), line
    told = cli.does("replay", "Harbour Group", "--as-of", "2026-09").partition("tell it:")[2]
    for line in (
        "class        strategic since Mar 2021",
        "formerly     Harbour Foods",
        "plan         “Growth plan”",
        "objective",
        "offering     “Weekly delivery to the distribution centre”: taken Mar 2022, dropped May 2026",
        "counterpart  “Head of logistics IT”: IT,",
        "link         “Orders by EDI”, live since Jun 2024: retired May 2026",
    ):
        assert line in told
    assert "Ann Lee" not in told


def test_the_standing_as_json_has_what_every_concept_holds(harbour: CommandLine) -> None:
    harbour.does("counterpart", "name", "harbour", "Head of IT", "IT", "Ann Lee", "--on", "2022")
    state = harbour.json("replay", "harbour")["state"]
    held = {concept.holds for concept in MODELS[0].concepts if concept.holds} - {"classing"}
    assert held <= set(state)
    (counterpart,) = state["counterparts"]
    assert (counterpart["title"], counterpart["function"], counterpart["since"]) == ("Head of IT", "IT", "2022")


def test_numbers_dates_choices_and_several_answers_come_to_the_event_as_typed(harbour: CommandLine) -> None:
    harbour.does(
        "economics", "report", "harbour", "2025-q2", "USD", "--revenue", "3200000.50", "--net-profit", "-12.5"
    )  # fmt: skip
    economics = harbour.events()[-1]
    assert isinstance(economics, EconomicsReported)
    assert (str(economics.period), economics.revenue, economics.net_profit) == (
        "2025-Q2", Decimal("3200000.50"), Decimal("-12.5"),
    )  # fmt: skip
    harbour.does("terrain", "survey", "harbour", "--systems", "SAP; the old one", "--systems", "Manhattan")
    survey = harbour.events()[-1]
    assert isinstance(survey, TerrainSurveyed)
    assert survey.systems == ("SAP; the old one", "Manhattan")


def test_an_own_system_is_named_by_its_title(harbour: CommandLine) -> None:
    harbour.does("company", "add-system", "Order management", "--on", "2022")
    harbour.does(
        "link",
        "propose",
        "harbour",
        "Web orders",
        "--kind",
        "API",
        "--depth",
        "coordinated",
        "--needs",
        "order",
        "--on",
        "2023",
    )
    link, system = harbour.events()[-1], harbour.events()[-2]
    assert isinstance(link, SystemLinkProposed)
    assert link.needs == (system.subject,)
    assert "There is no own system “Billing” on record" in harbour.refuses(
        "link", "propose", "harbour", "Invoices", "--kind", "API", "--depth", "coordinated", "--needs", "Billing"
    )


def test_another_account_is_named_by_its_name(harbour: CommandLine) -> None:
    harbour.does("open", "Schnucks", "--on", "2020")
    harbour.does("showcase", "start", "schnucks", "RFID", "--reason", "Faster?", "--budget", "5", "--currency", "EUR")
    harbour.does("showcase", "adopt", "harbour", "RFID", "--from", "schnu")
    assert isinstance(harbour.events()[-1], ShowcaseAdopted)
    assert "no relationship “Kmart”" in harbour.refuses("showcase", "adopt", "harbour", "RFID", "--from", "Kmart")


def test_a_plan_is_amended_by_a_reclassification(harbour: CommandLine) -> None:
    harbour.does("plan", "agree", "harbour", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11")
    harbour.does(
        "classify", "harbour", "integrated", "--on", "2025-06", "--reason", "Less", "--settle", "Growth=amend:2026-06"
    )
    amended = harbour.events()[-2]
    assert isinstance(amended, JointPlanAmended)
    assert amended.ends == date(2026, 6, 1)


def test_what_is_begun_by_a_repeated_command_is_the_same(harbour: CommandLine) -> None:
    typed = ("plan", "agree", "harbour", "--title", "Growth", "--from", "2025", "--to", "2028", "--on", "2024-11")
    for _ in range(2):
        harbour.does(*typed, "--command-id", "agreed")
    assert len([each for each in harbour.events() if isinstance(each, JointPlanAgreed)]) == 1


def test_the_company_is_named_by_nobody(harbour: CommandLine) -> None:
    said = harbour.does("company", "cio-hours", "2025-Q2", "520", "--on", "2025-07")
    assert said.startswith("Recorded for the company as event 3, 2025-07: ")
    assert harbour.recorded()[-1].originator_id == COMPANY.name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("company", "cio-hours", "2025-Q2", "many"), "“many” is not a number for hours"),
        (("company", "cio-hours", "soon", "520"), "“soon” is not a date"),
        (("company", "capacity", "own company", "2025-Q2", "1.5"), "write a whole number such as 12"),
        (("plan", "agree", "harbour", "--title", "G", "--from", "2025", "--to", "later"), "“later” is not a date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_accepted(
    harbour: CommandLine, typed: tuple[str, ...], said: str
) -> None:
    assert said in harbour.refuses(*typed)


def test_a_milestone_is_planned_by_the_words_of_its_help(harbour: CommandLine) -> None:
    command, model = COMMANDS["milestone plan"]
    harbour.does(*shlex.split(example(command, model))[1:], "--on", "2024-12")
    planned = harbour.events()[-1]
    assert isinstance(planned, MilestonePlanned)
    assert (planned.title, planned.party, str(planned.due)) == ("Buyers order on the web", "the account", "2025-Q2")
