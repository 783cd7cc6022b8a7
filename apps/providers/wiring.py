"""What providers add to the other apps when the product starts."""

from apps.core import explanations


def connect() -> None:
    """Register the document that explains the numbers of providers."""
    explanations.register_later("apps.providers.explanations")
