"""The app of what can be traded."""

from django.apps import AppConfig
from typing_extensions import override


class InstrumentsConfig(AppConfig):
    """Instruments, calendars, bars, ticks, prices and watchlists."""

    name = "apps.instruments"
    # Its tables and migrations were made under this label.
    label = "market"

    @override
    def ready(self) -> None:
        from apps.instruments import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
