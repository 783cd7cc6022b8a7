"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class ForecastsConfig(AppConfig):
    """What prices may do next, and how far such statements were right so far."""

    name = "apps.forecasts"
    label = "forecasts"

    @override
    def ready(self) -> None:
        from apps.forecasts import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
