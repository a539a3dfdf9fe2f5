"""The company's own history: its capacity for change, its CIO's time, its own systems, and what it invests in IT."""
