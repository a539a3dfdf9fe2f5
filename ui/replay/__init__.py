"""The parts of the page Replay: stepping, searching records, verifying, checkpoints, evidence and the access log."""
