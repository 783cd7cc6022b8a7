"""What providers add to the other apps when the product starts."""

from apps.core import explanations
from apps.core.extension import setup
from apps.providers.first_step import provider_key_step


def connect() -> None:
    """Register the document that explains the numbers of providers, and the step of keys."""
    explanations.register_later("apps.providers.explanations")
    setup.register("provider_key", provider_key_step)
