"""What changed between two points, on a page: of the portfolio at a glance, of one account in full."""
