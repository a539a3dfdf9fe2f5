"""Any error as a sentence for whoever looks at a page."""

from domain.history.refusal import Refusal
from ui.failing import explained_by_parts


def sentence_of(error: Exception) -> str:
    """What to tell a person: what would be accepted, or that it is a fault of Tieline's own."""
    if isinstance(error, Refusal):
        return error.sentence
    own = f"Tieline could not do it ({type(error).__name__}). Nothing was left half done; look at the server's log."
    return explained_by_parts(error) or own
