"""Made-up history to measure with: events of about 250 bytes over 1,000 accounts, the same at every run."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from domain.history.event import Event
from domain.history.when import When, on_day
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.classification import Reclassified
from domain.relationship.interaction import InteractionLogged
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.observation import FactObserved
from domain.relationship.opening import RelationshipOpened
from domain.relationship.showcase import ShowcaseStarted
from domain.relationship.system_link import SystemLinkWentLive

ACCOUNTS = 1000
FIRST_DAY = date(2005, 1, 1)
SPAN_DAYS = 7300

WORDS = [
    "account",
    "shelf",
    "order",
    "pallet",
    "forecast",
    "carrier",
    "delivery",
    "buyer",
    "planner",
    "promotion",
    "store",
    "invoice",
    "system",
    "warehouse",
    "replenishment",
    "category",
    "agreed",
    "asked",
    "moved",
    "raised",
    "tested",
    "delayed",
    "improved",
    "next",
    "quarter",
    "with",
    "their",
    "our",
    "team",
    "on",
]


class History:
    """Makes up the events of accounts, each later than the one before it."""

    def __init__(self, seed: int = 1, *, with_words: bool = True) -> None:
        self.random = Random(seed)
        self.with_words = with_words
        self.prose = " ".join(self.random.choices(WORDS, k=5000))

    def event(self, number: int, of: int) -> Event:
        """The ``number``-th of an account's ``of`` events, counted from 0."""
        when = on_day(FIRST_DAY + timedelta(days=number * SPAN_DAYS // of))
        if number == 0:
            return RelationshipOpened(on=when, name=self.text(212))
        if not self.with_words:
            return self.without_words(when, number)
        match number % 10:
            case 1:
                return Reclassified(on=when, to=self.random.choice(ACCOUNT_CLASSES), reason=self.text(195))
            case 2:
                return MilestonePlanned(
                    on=when, milestone_id=f"milestone-{number}", title=self.text(130), party="the account", due=when
                )
            case 3:
                return MilestoneReached(on=when, milestone_id=f"milestone-{number - 1}", reason=self.text(180))
            case 4:
                return FactObserved(on=when, lane="economics", phase="measured", observed=True, reason=self.text(157))
            case 5:
                return self.without_words(when, number)
            case _:
                return InteractionLogged(on=when, kind="meeting", summary=self.text(193))

    def without_words(self, when: When, number: int) -> Event:
        """An event that has nothing to seal."""
        if number % 2:
            return SystemLinkWentLive(on=when, link_id=f"link-{number}", title=self.text(178), kind="EDI")
        return ShowcaseStarted(on=when, showcase_id=f"showcase-{number}", title=self.text(182))

    def text(self, length: int) -> str:
        """Words to that length."""
        start = self.random.randrange(len(self.prose) - length)
        return self.prose[start : start + length].strip().ljust(length, ".")


def stream_name(account: int) -> str:
    """The stream of an account, as long as a real one's id."""
    return f"relationship-{account:016x}"


def round_robin(history: History, accounts: int, each: int) -> Iterator[tuple[str, Event]]:
    """Events of all accounts in turns, as life records them, ``each`` per account."""
    for number in range(each):
        for account in range(accounts):
            yield stream_name(account), history.event(number, each)
