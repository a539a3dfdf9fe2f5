"""The command line ``tieline``: one module for each group of commands."""
