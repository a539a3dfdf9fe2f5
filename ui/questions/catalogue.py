"""All questions, in the order they are shown."""

from collections.abc import Sequence

from ui.questions.migration import QUESTION as MIGRATION
from ui.questions.question import Question

ALL: Sequence[Question] = (MIGRATION,)
