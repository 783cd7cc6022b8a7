"""Measures of one return series, one file each; `ml.risk.registry` collects them."""
