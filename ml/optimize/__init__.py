"""Portfolios under constraints, and whole shares."""
