"""How Tieline is served: to one user of a machine, or to a team that signs in."""
