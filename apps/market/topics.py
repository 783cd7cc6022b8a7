"""Placeholder until registered."""


def register_all() -> None:
    """Register."""
