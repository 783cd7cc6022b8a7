"""What the first screen adds to the other apps; called once the apps are loaded."""

from apps.core import explanations


def connect() -> None:
    """Register the document."""
    explanations.register_later("apps.home.explanations")
