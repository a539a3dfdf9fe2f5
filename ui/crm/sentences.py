"""What a row would be on record, in the sentence that the record will have."""

from domain.history.event import Command
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.observation import FactObserved, NoteFact
from domain.relationship.opening import RelationshipRenamed, RenameRelationship

LONGEST = 240
"""Letters: enough to tell whether the right column was chosen."""


def sentence(command: Command | None) -> str:
    """The sentence, cut short where it is long."""
    match command:
        case LogInteraction():
            logged = InteractionLogged(on=command.on, kind=command.kind, summary="", hours=command.hours)
            words = {"participants": command.participants, "summary": command.summary or "(no words)"}
            said = logged.told({}, words)
        case NoteFact():
            noted = FactObserved(on=command.on, lane=command.lane)
            said = f"{noted.headline({})}{noted.joins_reason}{command.reason or '(no words)'}"
        case RenameRelationship():
            said = RelationshipRenamed(on=command.on, name=command.name or "(no name)").headline({})
        case _:
            said = "An account"
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()} …"
