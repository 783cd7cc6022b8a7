"""Measures of return series."""
