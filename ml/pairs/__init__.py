"""Hedge ratios, spreads and cointegration of two series."""
