"""The app of explanations."""

from django.apps import AppConfig
from typing_extensions import override


class ExplainConfig(AppConfig):
    """Why a number is what it is, and whether two engines agree on it."""

    name = "apps.explain"

    @override
    def ready(self) -> None:
        from apps.explain import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
