"""The engine that feeds the projections: exactly once, rebuildable, stopping visibly at an event it cannot take."""

from projections.engine.feeding import Engine, ProjectionState
from projections.engine.rebuilding import RebuildOvertaken
from projections.engine.tables import BUILDING, STATES

__all__ = ["BUILDING", "STATES", "Engine", "ProjectionState", "RebuildOvertaken"]
