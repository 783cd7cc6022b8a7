"""Measures of one return series: the product's function beside a plain second one."""

from typing import Final

import numpy as np

from apps.explain.cross_check.measures import engines_of
from apps.explain.cross_check.types import CONFIDENCE, Array, Candles, Engines, SeriesSample
from ml.measures.measure import PLAIN
from ml.reference import tails
from ml.reference import volatility as ranges
from ml.risk.backtests.kupiec import kupiec
from ml.risk.measures.rolling_volatility import WINDOW
from ml.risk.registry import SERIES_MEASURES
from ml.volatility.ewma import ewma_volatility
from ml.volatility.har import har_forecasts
from ml.volatility.range_estimators import garman_klass, parkinson, rogers_satchell, yang_zhang


def _range(sample: SeriesSample) -> bool:
    return sample.candles is not None and sample.candles.complete


def _enough(sample: SeriesSample) -> bool:
    return sample.returns.size >= 250


def _candles(sample: SeriesSample) -> Candles:
    assert sample.candles is not None
    return sample.candles


def _arrays(sample: SeriesSample) -> tuple[Array, Array, Array, Array]:
    day = _candles(sample)
    return day.open, day.high, day.low, day.close


def _prices(sample: SeriesSample) -> list[list[float]]:
    return [prices.tolist() for prices in _arrays(sample)]


def _yang_zhang(sample: SeriesSample) -> list[float]:
    open_, high, low, close = _prices(sample)
    return ranges.yang_zhang(open_, high, low, close, WINDOW)


def violations(sample: SeriesSample) -> int:
    """Count the days beyond the sample's own historical value at risk."""
    return int((sample.returns < -tails.historical_loss(sample.returns.tolist(), 0.98)).sum())


_volatility: Final[tuple[Engines[SeriesSample], ...]] = (
    Engines("volatility.ewma", PLAIN, lambda s: ewma_volatility(s.returns),
         lambda s: np.sqrt(tails.exponential_variances(s.returns.tolist()))),
    Engines("volatility.parkinson", PLAIN,
         lambda s: parkinson(_candles(s).high, _candles(s).low),
         lambda s: ranges.parkinson(*_prices(s)[1:3]), needs=_range),
    Engines("volatility.garman_klass", PLAIN, lambda s: garman_klass(*_arrays(s)),
         lambda s: ranges.garman_klass(*_prices(s)), needs=_range),
    Engines("volatility.rogers_satchell", PLAIN, lambda s: rogers_satchell(*_arrays(s)),
         lambda s: ranges.rogers_satchell(*_prices(s)), needs=_range),
    Engines("volatility.yang_zhang", PLAIN, lambda s: yang_zhang(*_arrays(s), WINDOW),
         _yang_zhang, 1e-8, _range),
    Engines("volatility.har", PLAIN, lambda s: har_forecasts(np.square(s.returns), s.returns),
         lambda s: ranges.har_variances(np.square(s.returns), s.returns), 1e-4, _enough),
)  # fmt: skip

_backtests: Final[tuple[Engines[SeriesSample], ...]] = (
    Engines("risk.kupiec_p_value", PLAIN,
         lambda s: kupiec(violations(s), s.returns.size, CONFIDENCE).p_value,
         lambda s: tails.likelihood_p(violations(s), s.returns.size, CONFIDENCE)),
)  # fmt: skip

SERIES_ENGINES: Final[tuple[Engines[SeriesSample], ...]] = (
    *engines_of(SERIES_MEASURES),
    *_volatility,
    *_backtests,
)
