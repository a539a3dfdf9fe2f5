"""The ids of streams and things, made from natural keys: the same key gives the same id."""

from uuid import NAMESPACE_URL, UUID, uuid5


def stream_of(*natural_key: str) -> str:
    """The id of the relationship of this key. It says nothing of the name, which may change."""
    return f"relationship-{derived_id(*natural_key).hex[:16]}"


def derived_id(*natural_key: str) -> UUID:
    """An id made from a natural key, the same every time."""
    return uuid5(NAMESPACE_URL, "tieline:" + "\x1f".join(natural_key))
