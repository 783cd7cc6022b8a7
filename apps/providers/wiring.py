"""What providers add to the other apps when the product starts."""

from apps.providers import explanations


def connect() -> None:
    """Register the document that explains the figures of providers."""
    explanations.connect()
