"""The risk app."""

from django.apps import AppConfig
from typing_extensions import override


class RiskConfig(AppConfig):
    """What a position or a portfolio may lose, and whether that has been true so far."""

    name = "apps.risk"
    label = "risk"

    @override
    def ready(self) -> None:
        from apps.alerts import histories  # noqa: PLC0415  apps are loaded only now
        from apps.core import explanations  # noqa: PLC0415  as above
        from apps.jobs import kinds  # noqa: PLC0415  as above
        from apps.risk import watching  # noqa: PLC0415  as above
        from apps.risk.types import GARCH_JOB  # noqa: PLC0415  as above
        from apps.streaming.signals import bar_closed  # noqa: PLC0415  as above

        explanations.register_later("apps.risk.explanations")
        kinds.register(
            kinds.JobKind(
                name=GARCH_JOB,
                task=GARCH_JOB,
                queue="default",
                title="Fit a volatility model",
                steps=("Read history", "Fit the model", "Forecast"),
                deadline_s=120,
            )
        )
        histories.register("volatility", watching.volatility_history)
        histories.register("var_breach", watching.loss_history)
        bar_closed["1m"].connect(watching.watch_losses)
