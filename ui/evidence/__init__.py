"""The readable part of an evidence file."""
