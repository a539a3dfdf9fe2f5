"""All projections, in the order they are fed and shown."""

from collections.abc import Sequence

from projections.change_load import CHANGE_LOAD
from projections.economics import ECONOMICS
from projections.external_ids import EXTERNAL_IDS
from projections.fit import FIT
from projections.growth import GROWTH
from projections.mentions import Mentions
from projections.migration import MIGRATION
from projections.partnership import PARTNERSHIP
from projections.plans import PLANS
from projections.portfolio import Portfolio
from projections.projection import Projection
from projections.reach import REACH
from projections.register import Register
from projections.responsibility import RESPONSIBLE
from projections.showcases import SHOWCASES
from projections.timeline import Timeline

ALL: Sequence[Projection] = (
    Timeline(),
    Portfolio(),
    MIGRATION,
    FIT,
    GROWTH,
    ECONOMICS,
    PARTNERSHIP,
    PLANS,
    REACH,
    SHOWCASES,
    CHANGE_LOAD,
    Mentions(),
    Register(),
    EXTERNAL_IDS,
    RESPONSIBLE,
)
