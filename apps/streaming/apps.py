"""The app of the live feed."""

from django.apps import AppConfig
from typing_extensions import override


class StreamingConfig(AppConfig):
    """The live feed: trades of a venue folded into bars."""

    name = "apps.streaming"

    @override
    def ready(self) -> None:
        from apps.streaming import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
