"""The words of the field that several concepts use."""

from typing import Literal

Function = Literal["IT", "operations", "commercial", "executive"]
FUNCTIONS: tuple[Function, ...] = ("IT", "operations", "commercial", "executive")
"""The functions whose people face each other."""

Depth = Literal["arm's length", "coordinated", "integrated"]
DEPTHS: tuple[Depth, ...] = ("arm's length", "coordinated", "integrated")
"""How deep a system link reaches into both companies, the shallowest first."""

Party = Literal["own company", "the account", "channel partner"]
PARTIES: tuple[Party, ...] = ("own company", "the account", "channel partner")
"""Who has to change."""

Change = Literal["incremental", "paradigmatic"]
"""A step within the way one works, or another way to work (Byrnes)."""

Rating = Literal[0, 1, 2, 3, 4]
RATINGS: tuple[Rating, ...] = (0, 1, 2, 3, 4)

Segment = Literal["peak", "drain", "desert"]
"""Profit segments: high revenue and high profit; high revenue and low profit or loss; low revenue and low profit."""

Side = Literal["own company", "the account"]
SIDES: tuple[Side, ...] = ("own company", "the account")
"""The two sides of a relationship."""

Dimension = Literal["horizontal", "vertical", "customer-integrated"]
DIMENSIONS: tuple[Dimension, ...] = ("horizontal", "vertical", "customer-integrated")
"""Where IT investment goes: across the company, within a function or business, or between the companies (Byrnes)."""
