"""All projections, in the order they are fed and shown."""

from collections.abc import Sequence

from projections.migration import MIGRATION
from projections.portfolio import Portfolio
from projections.projection import Projection
from projections.timeline import Timeline

ALL: Sequence[Projection] = (Timeline(), Portfolio(), MIGRATION)
