"""Every kind of history that Tieline keeps, and the closed registry of all their events."""

from typing import Any

from domain.history.model import Model
from domain.history.registry import Registry
from domain.relationship.model import RELATIONSHIP

MODELS: tuple[Model[Any], ...] = (RELATIONSHIP,)

REGISTRY = Registry(concept for model in MODELS for concept in model.concepts)


def model_of(stream: str) -> Model[Any]:
    """The model of a stream, by the beginning of its id; a relationship's where no other is named."""
    return next((model for model in MODELS if stream.split("-", 1)[0] == model.name), RELATIONSHIP)
