"""What risk adds to the other apps; called once the apps are loaded."""

from apps.alerts import histories
from apps.core import explanations
from apps.jobs import kinds
from apps.risk import watching
from apps.risk.types import GARCH_JOB
from apps.streaming.signals import bar_closed


def connect() -> None:
    """Register the job, the documents, the pasts of two kinds of rule, and who watches losses."""
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
