"""Fairness between the people who share the workers: bounds of open jobs, turns of waiting ones."""
