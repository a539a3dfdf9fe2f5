"""The domain of Tieline: what may happen to an account relationship, and the ledger that keeps it."""
