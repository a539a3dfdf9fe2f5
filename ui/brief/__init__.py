"""The review brief of one account: a page to take to a meeting, whole in one file, that prints on A4."""
