"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class AlertsConfig(AppConfig):
    """What people want to be notified of, and when they were."""

    name = "apps.alerts"
    label = "alerts"

    @override
    def ready(self) -> None:
        from apps.alerts import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
