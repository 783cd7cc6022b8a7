"""Volatility predicted for the next day, as a measure of a return series."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.measures.measure import Measure, Tile
from ml.risk.sample import ReturnSample
from ml.series.annualise import annualise_volatility
from ml.typing import Float64Array
from ml.volatility.prediction import VolatilityModel, predict_volatility


@dataclass(frozen=True, slots=True)
class PredictedVolatility:
    """A forecast for the period after the last return.

    Attributes
    ----------
    volatility : float
        Of the period; NaN with too few returns.
    volatility_annualised : float
        Of a year.
    model : VolatilityModel
        Which model made it.
    """

    volatility: float
    volatility_annualised: float
    model: VolatilityModel


def predicted_volatility(
    returns: Float64Array,
    periods: float,
    *,
    earlier: Float64Array,
    high: Float64Array | None = None,
    low: Float64Array | None = None,
) -> PredictedVolatility:
    """Volatility of the next period by the model that was most accurate so far.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of the period that is measured, without NaN.
    periods : float
        Periods a year, from `ml.series.annualise`.
    earlier : ndarray of shape (n_earlier,)
        Returns before them, from which the models learn too.
    high : ndarray of shape (n_earlier + n_observations,), optional
        Highest price of each return's period.
    low : ndarray of shape (n_earlier + n_observations,), optional
        Lowest price of each return's period.

    Returns
    -------
    PredictedVolatility
        As :func:`ml.volatility.prediction.predict_volatility`.
    """
    found = predict_volatility(np.concatenate((earlier, returns)), high=high, low=low)
    annual = annualise_volatility(found.volatility, periods)
    return PredictedVolatility(found.volatility, annual, found.model)


MEASURES: Final = (
    Measure(
        id="risk.predicted_volatility",
        place=50,
        title="Predicted volatility of a day",
        meaning="Forecast for the next day.",
        formula="log-HAR with leverage on Parkinson or squared returns, or EWMA, whichever was "
        "best so far",
        unit="fraction",
        sign="Never negative.",
        unknown="with too few returns for any model",
        citation="F. Corsi, Journal of Financial Econometrics 7(2) (2009); "
        "A. J. Patton (2011), QLIKE",
        sample=ReturnSample,
        function=predicted_volatility,
        part="volatility",
        kernel=predict_volatility,
        alone="A log-HAR in plain Python takes seconds: it is compared every night on the "
        "alignment screen.",
        inputs=(("Model", "volatility_model"),),
        elsewhere="In the note of the predicted volatility of a year.",
    ),
    Measure(
        id="risk.predicted_volatility_annualised",
        place=60,
        title="Predicted volatility",
        meaning="Forecast for the next day, a year.",
        formula="σ(t+1) · √periods",
        unit="fraction",
        sign="Never negative.",
        unknown="with too few returns for any model",
        citation="F. Corsi, Journal of Financial Econometrics 7(2) (2009)",
        sample=ReturnSample,
        function=predicted_volatility,
        part="volatility_annualised",
        kernel=annualise_volatility,
        alone="Recomputed from the volatility of a day.",
        inputs=(("A day", "predicted_volatility"), ("Model", "volatility_model")),
        tile=Tile(digits=1, note="a year; {predicted_volatility|percent} next day"),
    ),
)
