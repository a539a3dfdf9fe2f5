"""The rules of system links."""

from domain.history.refusal import Refusal


class LinkAlreadyProposed(Refusal):
    """A system link of the same name is proposed once until it is retired."""


class LinkAlreadyLive(Refusal):
    """A system link of the same name goes live once until it is retired."""


class BeforeLinkBegan(Refusal):
    """Nothing happens to a system link before it was proposed or, without a proposal, went live."""


class LinkGoesBackwards(Refusal):
    """A system link is agreed, built, tested, certified and live in this order, each once; steps may be left out."""


class OwnSystemUnknown(Refusal):
    """A system link depends on own systems that the company has on record."""


class InvestmentNotPositive(Refusal):
    """What is invested is more than nothing."""


class LinkNotLive(Refusal):
    """Only a system link that is live is suspended or resumed."""


class LinkAlreadySuspended(Refusal):
    """A system link is suspended once until it is resumed."""


class ResumedBeforeSuspended(Refusal):
    """A system link is resumed on or after the day it was suspended."""


class LinkNotSuspended(Refusal):
    """A system link is resumed once after it was suspended."""


class LinkRetiredBeforeLive(Refusal):
    """A system link is retired on or after the day it went live."""


class LinkRetiredBeforeLatest(Refusal):
    """A system link is retired on or after the latest day that something else happened to it."""


class LinkAlreadyRetired(Refusal):
    """A system link is retired once, and nothing happens to it afterwards."""
