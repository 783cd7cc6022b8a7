"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class JobsConfig(AppConfig):
    """Work that takes too long for a request: recorded here, done by the workers."""

    name = "apps.jobs"
    label = "jobs"

    @override
    def ready(self) -> None:
        from apps.jobs import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
