"""The risk app."""

from django.apps import AppConfig
from typing_extensions import override


class RiskConfig(AppConfig):
    """What a position or a portfolio may lose, and whether that has been true so far."""

    name = "apps.risk"
    label = "risk"

    @override
    def ready(self) -> None:
        from apps.risk import wiring  # noqa: PLC0415  apps are loaded only now

        wiring.connect()
