"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class QualityConfig(AppConfig):
    """Whether the data under everything can be trusted, and how to mend them."""

    name = "apps.quality"
    label = "quality"

    @override
    def ready(self) -> None:
        from apps.quality import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
