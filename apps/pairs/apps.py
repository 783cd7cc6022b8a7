"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class PairsConfig(AppConfig):
    """Two prices that belong together, and how far apart they are."""

    name = "apps.pairs"
    label = "pairs"

    @override
    def ready(self) -> None:
        from apps.jobs import kinds  # noqa: PLC0415  apps are loaded only now
        from apps.pairs.types import ADF_JOB, SCAN_JOB  # noqa: PLC0415  as above

        kinds.register(
            kinds.JobKind(
                name=ADF_JOB,
                task=ADF_JOB,
                queue="default",
                steps=("Read history", "Test the spread", "Test the pair"),
                deadline_s=120,
            )
        )
        kinds.register(
            kinds.JobKind(
                name=SCAN_JOB,
                task=SCAN_JOB,
                queue="default",
                steps=("Read histories", "Test all pairs", "Confirm discoveries"),
                deadline_s=600,
            )
        )
