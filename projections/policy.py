"""By which policy was judged, as far as it was on record at an instant?"""

from domain.codec import EventCodec
from domain.ledger.recorder import LedgerRecorder
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy
from domain.retracting import folded
from projections.projection import FOREVER


def policy_known(recorder: LedgerRecorder, codec: EventCodec, known_at: int = FOREVER) -> Policy:
    """The policy with the versions that were on record by an instant (UTC microseconds since 1970)."""
    history = [codec.recorded(record) for record in recorder.select_events(POLICY_MODEL.name)]  # type: ignore[arg-type]  # the library's type for our records
    policy: Policy = folded(POLICY_MODEL.name, [each for each in history if each.recorded_at <= known_at])
    return policy
