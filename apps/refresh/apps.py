"""The app that keeps instruments up to date."""

from django.apps import AppConfig
from typing_extensions import override


class RefreshConfig(AppConfig):
    """Fetching, comparing and adjusting daily bars."""

    name = "apps.refresh"

    @override
    def ready(self) -> None:
        from apps.refresh import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
