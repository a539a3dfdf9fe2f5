"""The closed registry of events: only what is in it can be read or written.

A new shape of an event raises its schema version and adds an upcaster; what was written stays readable.
"""

from collections.abc import Iterable, Mapping

from domain.history.concept import Concept, EventKind
from domain.history.event import Event


class Registry:
    """The kinds by stored name and by class; anything else is refused."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple({id(each): each for each in concepts}.values())  # some are part of several models
        kinds = [(kind, concept) for concept in self.concepts for kind in concept.kinds]
        self.by_name: Mapping[str, EventKind] = {kind.name: kind for kind, _ in kinds}
        self.by_event: Mapping[type[Event], EventKind] = {kind.event: kind for kind, _ in kinds}
        self.concept_of: Mapping[str, Concept] = {kind.name: concept for kind, concept in kinds}

    def of(self, event: Event) -> EventKind:
        """The kind of an event."""
        return self.by_event[type(event)]
