"""Read models: one module for each question that a person asks, and the engine that feeds them from the ledger."""
