"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class PairsConfig(AppConfig):
    """Two prices that belong together, and how far apart they are."""

    name = "apps.pairs"
    label = "pairs"

    @override
    def ready(self) -> None:
        from apps.pairs import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
