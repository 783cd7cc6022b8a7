"""The app of people's files."""

from django.apps import AppConfig
from typing_extensions import override


class ImportsConfig(AppConfig):
    """People's own files, read and stored."""

    name = "apps.imports"

    @override
    def ready(self) -> None:
        from apps.imports import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
