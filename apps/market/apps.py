"""The market app."""

from django.apps import AppConfig
from typing_extensions import override


class MarketConfig(AppConfig):
    """Instruments, calendars, bars, ticks and watchlists."""

    name = "apps.market"
    label = "market"

    @override
    def ready(self) -> None:
        from apps.market import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
