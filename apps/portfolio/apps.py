"""The portfolio app."""

from django.apps import AppConfig
from typing_extensions import override


class PortfolioConfig(AppConfig):
    """What to hold: optimisation now, holdings and their performance beside it."""

    name = "apps.portfolio"
    label = "portfolio"

    @override
    def ready(self) -> None:
        from apps.core import explanations  # noqa: PLC0415  apps are loaded only now
        from apps.jobs import kinds  # noqa: PLC0415  as above
        from apps.portfolio.types import OPTIMIZE_JOB, OPTIMIZE_STEPS  # noqa: PLC0415  as above

        explanations.register_later("apps.portfolio.explanations")
        kinds.register(
            kinds.JobKind(
                name=OPTIMIZE_JOB,
                task=OPTIMIZE_JOB,
                queue="default",
                title="Optimise a portfolio",
                steps=OPTIMIZE_STEPS,
                deadline_s=300,
            )
        )
