"""The questions that people ask of the portfolio: one module each, shown on a page and printed by ``tieline ask``."""
