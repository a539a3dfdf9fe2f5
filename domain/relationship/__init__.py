"""One account relationship: its events, its state and the rules that decide what may be recorded.

Pure functions over frozen values: no clock, no database, no network.
"""
