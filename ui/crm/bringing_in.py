"""A batch from files: every row tried or recorded through the command layer, and answered for.

A row is known by its id in the system that it is from, else by what it says; the same row again records nothing twice.
The batch is named after its rows, so that what was interrupted goes on under the same name.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from domain.access import Actor
from domain.asked import Answer, Asked, CommandIdReused
from domain.history.event import Command
from domain.history.refusal import NoSuchRecord
from domain.in_memory import InMemory
from ui.bootstrap import Tieline
from ui.crm.outcome import Outcome
from ui.crm.planning import Plan
from ui.crm.rows import Fallen
from ui.crm.steps import Step, batch_of, opened_anew, steps_of

OTHER_CONTENT = (
    "It was brought in before, and says something else now or is understood otherwise: what is on record stays, so correct "
    "that, or take the earlier batch back first."
)


def bring_in(
    tieline: Tieline,
    plan: Plan,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Outcome:
    """Record a plan; with ``dry_run`` judge every row and write nothing."""
    outcome = Outcome(rows=plan.rows)
    for each in plan.fallen:
        (outcome.refused if each.became == "refused" else outcome.left_out).append(each)
    refused: dict[int, str] = {}
    plan = opened_anew(tieline, plan)
    steps = steps_of(tieline, plan, outcome, refused)
    batch = batch_of(tieline, steps)

    def written(done: int) -> None:
        tieline.engine.catch_up()
        progress(done, len(steps))

    answers = tieline.tracker.handle_all(
        [
            Asked(
                command_id=step.command_id,
                said=step.said,
                stream=step.stream,
                command=partial(as_it_is, step.command),
                reported_by=step.author,
            )
            for step in steps
        ],
        by=by,
        batch=batch,
        dry_run=dry_run,
        progress=written,
    )
    tell(plan, outcome, steps, answers, refused)
    if outcome.recorded and not dry_run:
        outcome.batches = (batch,)
    return outcome


def as_it_is(command: Command, memory: InMemory) -> Command:  # noqa: ARG001  # the shape of what makes a command
    """A command that needs nothing of what is on record to be made."""
    return command


def tell(
    plan: Plan, outcome: Outcome, steps: Sequence[Step], answers: Sequence[Answer], refused: dict[int, str]
) -> None:
    """Put into the outcome what became of each row."""
    of_accounts: dict[str, list[Answer]] = {}
    unopened: dict[str, str] = {}
    became: dict[int, Counter[str]] = {}
    for step, answer in zip(steps, answers, strict=True):
        if step.row < 0:
            of_accounts.setdefault(step.stream, []).append(answer)
            if step.opens:
                outcome.opened += answer.became == "recorded"
                if answer.refusal:
                    unopened[step.stream] = answer.refusal.sentence
            else:
                outcome.linked += answer.became == "recorded"
            continue
        became.setdefault(step.row, Counter())[answer.became] += 1
        if answer.refusal:
            why = OTHER_CONTENT if isinstance(answer.refusal, CommandIdReused) else answer.refusal.sentence
            if isinstance(answer.refusal, NoSuchRecord):
                why = unopened.get(step.stream, why)
            refused.setdefault(step.row, why)
    dropped = {(each.file, each.line) for each in (*outcome.refused, *outcome.left_out)}
    for number, (told, places) in enumerate(zip(plan.told, plan.places, strict=True)):
        if (told.file, told.line) in dropped:
            continue
        if told.command is None:
            answered = [answer for place in places for answer in of_accounts.pop(place.stream, ())]
            became[number] = Counter(answer.became for answer in answered)
            if why := next((answer.refusal.sentence for answer in answered if answer.refusal), ""):
                refused[number] = why
        if number in refused:
            outcome.refused.append(Fallen(told.file, told.line, "refused", refused[number], places[0].company.name))
        elif became.get(number, Counter())["recorded"]:
            outcome.recorded += 1
        else:
            outcome.already_recorded += 1
    outcome.refused.sort(key=lambda each: (each.file, each.line))
    outcome.left_out.sort(key=lambda each: (each.file, each.line))
