"""The model of the company: one history of its own, which needs no opening."""

from domain.company.capacity import CAPACITY
from domain.company.cio_time import CIO_TIME
from domain.company.forgetting import FORGETTING
from domain.company.investment import INVESTMENT
from domain.company.moment import Moment
from domain.company.own_system import OWN_SYSTEM
from domain.company.state import Company
from domain.history.model import Model
from domain.history.retraction import RETRACTION

COMPANY: Model[Company] = Model(
    "company",
    Company,
    (CAPACITY, CIO_TIME, OWN_SYSTEM, INVESTMENT, FORGETTING, RETRACTION),
    lambda before, known, command, around: Moment(before, known, command.on),  # noqa: ARG005  # asks nothing of the world around it
    needs="govern",
)
