"""The app of what a demo begins with."""

from django.apps import AppConfig
from typing_extensions import override


class SamplesConfig(AppConfig):
    """Lists, rules, pairs and runs that a demo's person finds at the first visit."""

    name = "apps.samples"

    @override
    def ready(self) -> None:
        from apps.samples import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
