"""Stories of the price chart."""
