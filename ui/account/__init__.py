"""The page of one account: its head, its timeline and its tabs."""
