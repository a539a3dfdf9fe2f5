"""Keeping a ledger safe and moving it: backups, restoring them, and exports that go into either database."""
