"""The review brief of one account, for who may read it."""

from collections.abc import Callable

from ui.brief.making import Wanted, brief
from ui.queries.asking import permitted, running
from ui.session import actor


def brief_maker(wanted: Wanted) -> Callable[[], str]:
    """What makes the brief once it is asked for, which may be after the page is done; it has words and is never cached."""
    tieline, subject = running(permitted("read", wanted.relationship)), actor().subject
    return lambda: brief(tieline, wanted, subject)
