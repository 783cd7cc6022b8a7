"""One return series with everything that its measures are computed from."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ml.measures.parameters import Bounds
from ml.risk.methods import DEFAULT_METHOD, METHODS, Method
from ml.typing import Float64Array

CONFIDENCE: Final = Bounds(0.5, 0.9999)
RISK_FREE_RATE: Final = Bounds(-0.5, 1.0)
METHOD: Final = Bounds(choices=METHODS)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReturnSample:
    """A return series; a measure's function takes the fields that it names.

    Attributes
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of the period that is measured, oldest first.
    periods : float
        Periods a year, from `ml.series.annualise`.
    earlier : ndarray of shape (n_earlier,)
        Returns before them, on which filters warm up.
    benchmark : ndarray of shape (n_observations,), optional
        The benchmark's returns of the same periods.
    high, low : ndarray of shape (n_earlier + n_observations,), optional
        Highest and lowest price of each return's period, the earlier ones first.
    risk_free_rate : float
        A year's rate as a decimal fraction.
    confidence : float
        Of the tail.
    method : Method
        Way to the tail.
    """

    returns: Float64Array
    periods: float
    earlier: Float64Array = field(default_factory=lambda: np.empty(0))
    benchmark: Float64Array | None = None
    high: Float64Array | None = None
    low: Float64Array | None = None
    risk_free_rate: float = field(default=0.0, metadata=RISK_FREE_RATE.metadata())
    confidence: float = field(default=0.95, metadata=CONFIDENCE.metadata())
    method: Method = field(default=DEFAULT_METHOD, metadata=METHOD.metadata())
