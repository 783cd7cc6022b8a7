"""One check of a price series in each file."""
