"""Striking records through: what still stands, what rests on what goes, and what a retraction or correction leads to.

Pure, but for the retraction of a whole import (``batch``), which reads and writes many histories.
"""

from domain.retracting.deciding import Correction, correction_of, refuse_other_history, retraction, with_id_of
from domain.retracting.what_stands import folded, standing, struck, together_with, wholly_retracted

__all__ = [
    "Correction",
    "correction_of",
    "folded",
    "refuse_other_history",
    "retraction",
    "standing",
    "struck",
    "together_with",
    "wholly_retracted",
    "with_id_of",
]
