"""The page Portfolio, piece by piece: where it leads, its overview, a section for each question, the list of accounts."""
