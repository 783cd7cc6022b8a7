"""The portfolio app."""

from django.apps import AppConfig
from typing_extensions import override


class PortfolioConfig(AppConfig):
    """What to hold: optimisation now, holdings and their performance beside it."""

    name = "apps.portfolio"
    label = "portfolio"

    @override
    def ready(self) -> None:
        from apps.portfolio import wiring  # noqa: PLC0415  apps are loaded only now

        wiring.connect()
