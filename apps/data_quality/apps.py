"""The app of data quality."""

from django.apps import AppConfig
from typing_extensions import override


class DataQualityConfig(AppConfig):
    """Checks of stored series, their findings and repairs."""

    name = "apps.data_quality"
    # Its tables and migrations were made under this label.
    label = "quality"

    @override
    def ready(self) -> None:
        from apps.data_quality import wiring  # noqa: PLC0415  models are loaded only now

        wiring.connect()
