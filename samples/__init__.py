"""Histories to look at: a published one, and an invented one with the script that makes it."""
