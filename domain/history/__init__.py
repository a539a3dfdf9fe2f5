"""What every history has in common: dates, events, refusals, and how state and decisions come from them. Pure."""
