"""The app of data providers."""

from django.apps import AppConfig
from typing_extensions import override


class ProvidersConfig(AppConfig):
    """Adapters of data providers, their keys, call budgets and order."""

    name = "apps.providers"

    @override
    def ready(self) -> None:
        from apps.providers import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
