"""Measured: what the ledger, the views and the timeline cost beside hand-written SQL on the same database."""
