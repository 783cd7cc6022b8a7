"""What a forecast says, made by hand: one step, for tests that are about something else."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from apps.core.clock import utc_iso
from apps.forecasts.answers.stored import Content, Step

if TYPE_CHECKING:
    from ml.evaluation.names import Direction


def one_step(target: datetime, *, direction: str = "up", price: float = 10.0) -> Content:
    """One step to a target, whose ranges are the price itself."""
    step: Step = {
        "step": 1,
        "target_time": utc_iso(target),
        "predicted_price": price,
        "predicted_return": 0.0,
        "predicted_volatility": 0.01,
        "value_at_risk_95": 0.02,
        "direction": cast("Direction", direction),
        "probability_up": 0.6,
        "probability_error": 0.01,
        "base_rate_up": 0.5,
        "lower_50": price,
        "upper_50": price,
        "lower_80": price,
        "upper_80": price,
        "lower_90": price,
        "upper_90": price,
        "lower_95": price,
        "upper_95": price,
    }
    return {"scores": 500, "steps": [step], "explanations": [], "notices": []}
