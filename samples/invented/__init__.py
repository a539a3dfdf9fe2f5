"""Makes the sample portfolio: an invented company's relationships over eight years. Every name and number is made up."""
