"""Every kind of history that Tieline keeps, and the closed registry of all their events."""

from typing import Any

from domain.company.model import COMPANY
from domain.history.model import Model
from domain.history.registry import Registry
from domain.policy.model import POLICY_MODEL
from domain.relationship.model import RELATIONSHIP

MODELS: tuple[Model[Any], ...] = (RELATIONSHIP, COMPANY, POLICY_MODEL)

REGISTRY = Registry(concept for model in MODELS for concept in model.concepts)


def model_of(stream: str) -> Model[Any]:
    """The model of a stream: the company and the policy have one stream each, called as they are; others are relationships."""
    return next((model for model in MODELS if model.name == stream), RELATIONSHIP)
