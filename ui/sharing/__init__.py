"""What is taken away: tables and pictures as files that others open, made without a page."""
