"""What accounts connect to once the apps are loaded: the sign-in libraries' own signals."""

from apps.accounts import audit, library_bounds


def connect() -> None:
    """Log what happens to accounts, and bound what the libraries pile up."""
    audit.connect()
    library_bounds.connect()
