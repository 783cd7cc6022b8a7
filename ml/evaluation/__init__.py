"""How good forecasts are, and whether by more than chance."""
