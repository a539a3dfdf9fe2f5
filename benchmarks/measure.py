"""Medians of two sides, taken in turns so that the noise of the machine hits both."""

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

import msgspec

T = TypeVar("T")

Medians = tuple[float, float]
"""The median seconds of the product and of hand-written SQL."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: the median seconds of each side, and the ratio to reach where there is one."""

    workload: str
    database: str
    seconds: Medians
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """The speed of the product where hand-written SQL is 1."""
        product, raw = self.seconds
        return raw / product


def seconds(job: Callable[[], object]) -> float:
    """How long a job takes."""
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def medians(
    product: Callable[[T], object], raw: Callable[[T], object], given: Sequence[T], warm_up: int = 0
) -> Medians:
    """The median seconds of both sides, each taking every given item in turns; the first few are not counted."""
    gc.collect()
    taken = [(seconds(lambda: product(each)), seconds(lambda: raw(each))) for each in given][warm_up:]  # noqa: B023  # run at once
    return median(each for each, _ in taken), median(each for _, each in taken)
