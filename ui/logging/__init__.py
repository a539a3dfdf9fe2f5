"""What logging takes beside the forms: drafts kept for another visit, likely duplicates, and lines read as records."""
