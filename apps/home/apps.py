"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class HomeConfig(AppConfig):
    """The first screen, gathered from all the others."""

    name = "apps.home"
    label = "home"

    @override
    def ready(self) -> None:
        from apps.home import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
