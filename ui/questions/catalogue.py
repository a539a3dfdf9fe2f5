"""All questions, in the order they are shown."""

from collections.abc import Sequence

from ui.questions.attention import QUESTION as ATTENTION
from ui.questions.change_load import QUESTION as CHANGE_LOAD
from ui.questions.economics import QUESTION as ECONOMICS
from ui.questions.fit import QUESTION as FIT
from ui.questions.growth import QUESTION as GROWTH
from ui.questions.migration import QUESTION as MIGRATION
from ui.questions.partnership import QUESTION as PARTNERSHIP
from ui.questions.plans import QUESTION as PLANS
from ui.questions.question import Question
from ui.questions.reach import QUESTION as REACH
from ui.questions.showcases import QUESTION as SHOWCASES

ALL: Sequence[Question] = (
    ATTENTION,
    MIGRATION,
    FIT,
    GROWTH,
    ECONOMICS,
    PLANS,
    PARTNERSHIP,
    REACH,
    SHOWCASES,
    CHANGE_LOAD,
)
