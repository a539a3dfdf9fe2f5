"""The ledger: an append-only log of opaque events in one order, with the envelope that an auditor needs.

It knows bytes and envelopes, not accounts.
"""
