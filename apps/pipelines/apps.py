"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class PipelinesConfig(AppConfig):
    """Features of bars: computed by an engine, checked by another, kept as Parquet."""

    name = "apps.pipelines"
    label = "pipelines"

    @override
    def ready(self) -> None:
        from apps.pipelines import wiring  # noqa: PLC0415  jobs are loaded only now

        wiring.connect()
