"""What became of one step of a forecast, as numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from apps.forecasts.answers.stored import Step
from apps.instruments.types import Bars


@dataclass(frozen=True, slots=True, eq=False)
class Closes:
    """Settled daily closes of one instrument, raw and adjusted, by date."""

    adjusted: Mapping[date, float]
    raw: Mapping[date, float]
    last: date | None

    @classmethod
    def of(cls, adjusted: Bars, raw: Bars) -> "Closes":
        """Return the closes of bars that cannot change any more."""
        days = raw.dates[raw.settled].astype(object).tolist()
        return cls(
            dict(zip(days, adjusted.close[adjusted.settled].tolist(), strict=True)),
            dict(zip(days, raw.close[raw.settled].tolist(), strict=True)),
            days[-1] if days else None,
        )

    def price(self, base: date, target: date) -> float | None:
        """Return the close of a date in the terms of an earlier one; None where there is none.

        Splits and dividends in between are taken out by the ratio of raw to adjusted at the base.
        A base that was corrected since changes nothing: the forecast was made from what was known.
        """
        close, then, raw = self.adjusted.get(target), self.adjusted.get(base), self.raw.get(base)
        if close is None or not then or not raw:
            return None
        price = close * (raw / then)
        return price if price > 0.0 and math.isfinite(price) else None


class Scored(NamedTuple):
    """One outcome as it is stored; all numbers are None where its target has no close."""

    forecast_id: int
    step: int
    known_at: datetime
    price: float | None
    realised_return: float | None
    error: float | None
    inside_50: bool | None
    inside_80: bool | None
    inside_90: bool | None
    inside_95: bool | None
    brier: float | None
    brier_base_rate: float | None


def scored(
    forecast_id: int, step: Step, target: datetime, *, price: float | None, last_price: float
) -> Scored:
    """Return the outcome of a step.

    Parameters
    ----------
    forecast_id : int
        Whose step it is.
    step : Step
        What was said.
    target : datetime
        When its bar closed.
    price : float, optional
        The close at its target in the forecast's terms; None where there is none.
    last_price : float
        What the forecast started from.

    Returns
    -------
    Scored
        A price on a bound counts as inside.
    """
    if price is None:
        return Scored(forecast_id, step["step"], target, *(None,) * 9)
    realised = math.log(price / last_price)
    rose = float(realised > 0.0)
    return Scored(
        forecast_id,
        step["step"],
        target,
        price=price,
        realised_return=realised,
        error=realised - step["predicted_return"],
        inside_50=step["lower_50"] <= price <= step["upper_50"],
        inside_80=step["lower_80"] <= price <= step["upper_80"],
        inside_90=step["lower_90"] <= price <= step["upper_90"],
        inside_95=step["lower_95"] <= price <= step["upper_95"],
        brier=_squared(step["probability_up"], rose),
        brier_base_rate=_squared(step["base_rate_up"], rose),
    )


def _squared(probability: float | None, happened: float) -> float | None:
    return None if probability is None else (probability - happened) ** 2
