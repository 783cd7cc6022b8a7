"""The pooled feature table: one row per symbol and day, everything in it known at that close."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.features.technical import momentum, positive, relative_strength, trailing_drawdown
from ml.series.noise import RATIO, above_noise
from ml.series.returns import log_returns
from ml.series.rolling import ewma_variance, lagged, rolling_std
from ml.typing import BoolArray, DateArray, Float64Array, Float64Array1D, Float64Array2D, Int64Array

LAGS: Final = (1, 2, 3, 4)
MOMENTA: Final = (5, 10, 21, 63, 126)
MARKET_MOMENTA: Final = (1, 5, 21, 63)
LONGEST: Final = 126
"""Bars before the first row of features is complete."""

OWN_NAMES: Final = (
    "return_1d",
    *(f"return_1d_lag_{lag}" for lag in LAGS),
    *(f"momentum_{days}d" for days in MOMENTA),
    "volatility_trend",
    "volatility_burst",
    "relative_strength_14d",
    "drawdown_126d",
)
MARKET_NAMES: Final = (
    *(f"market_momentum_{days}d" for days in MARKET_MOMENTA),
    "market_volatility_trend",
    "market_drawdown_126d",
)
NAMES: Final = OWN_NAMES + MARKET_NAMES


@dataclass(frozen=True, slots=True, eq=False)
class FeatureFrame:
    """Rows grouped by symbol, oldest first inside a symbol.

    `symbol` indexes `symbols`; `values` has shape (n_rows, n_features) and is NaN where history
    is too short; `volatility` is the EWMA standard deviation of a daily log return known at the
    row's close; `closes` are prices.
    """

    symbols: tuple[str, ...]
    names: tuple[str, ...]
    symbol: Int64Array
    dates: DateArray
    closes: Float64Array1D
    volatility: Float64Array1D
    values: Float64Array2D

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def usable(self) -> BoolArray:
        """Rows whose features and volatility are all known, shape (n_rows,)."""
        return np.isfinite(self.values).all(axis=1) & above_noise(self.volatility, RATIO)

    def rows_of(self, index: int) -> slice:
        """Return the rows of one symbol.

        Parameters
        ----------
        index : int
            Place of the symbol in `symbols`.

        Returns
        -------
        slice
            Rows of that symbol, in order of time; empty when it has none.
        """
        return slice(
            int(np.searchsorted(self.symbol, index)),
            int(np.searchsorted(self.symbol, index, side="right")),
        )

    def pooled(self, pool: Sequence[str]) -> BoolArray:
        """Rows of the symbols of a pool, shape (n_rows,).

        Parameters
        ----------
        pool : sequence of str
            Symbols to pick; unknown ones pick nothing.

        Returns
        -------
        ndarray of bool, shape (n_rows,)
            True in the rows of those symbols.
        """
        member = np.array([symbol in set(pool) for symbol in self.symbols], dtype=np.bool_)
        return member[self.symbol]


def feature_frame(
    symbols: Sequence[str],
    dates: DateArray,
    closes: Float64Array2D,
    *,
    pool: Sequence[str] | None = None,
    early: Collection[str] = (),
) -> FeatureFrame:
    r"""Compute every feature of every symbol on the symbol's own sessions.

    Parameters
    ----------
    symbols : sequence of str
        Names of the columns.
    dates : ndarray of shape (n_dates,)
        Sessions, ascending.
    closes : ndarray of shape (n_dates, n_symbols)
        Adjusted closes; NaN where a symbol has no bar, which removes the row: nothing is filled.
    pool : sequence of str, optional
        Symbols whose mean log return is the market; all when left out.
    early : collection of str, optional
        Symbols whose session closes before the market's of the same date: at their close they know
        the market of the date before.

    Returns
    -------
    FeatureFrame
        Returns and distances in units of EWMA volatility, ratios as logarithms.
    """
    members = [symbols.index(name) for name in (pool or symbols)]
    market = _market(dates, closes[:, members])
    parts = [
        _symbol_part(dates, closes[:, column], market, early=symbol in early)
        for column, symbol in enumerate(symbols)
    ]
    sizes = [len(part[0]) for part in parts]
    return FeatureFrame(
        symbols=tuple(symbols),
        names=NAMES,
        symbol=np.repeat(np.arange(len(symbols)), sizes),
        dates=np.concatenate([part[0] for part in parts]),
        closes=np.concatenate([part[1] for part in parts]),
        volatility=np.concatenate([part[2] for part in parts]),
        values=np.concatenate([part[3] for part in parts]),
    )


def _market(dates: DateArray, closes: Float64Array2D) -> tuple[DateArray, Float64Array2D]:
    steps = np.column_stack([_own_steps(column) for column in closes.T])
    present = np.isfinite(steps)
    count = present.sum(axis=1)
    known = count > 0
    # Over the symbols that traded: a young one must not make the market's past unknown.
    mean = np.where(present, steps, 0.0).sum(axis=1)[known] / count[known]
    level = np.exp(np.cumsum(mean))
    return dates[known], _market_features(level, mean)


def _own_steps(closes: Float64Array1D) -> Float64Array1D:
    """Log returns from each close to the next one there is, NaN where there is none.

    Others may trade on days between: a weekend of a coin must not cost a stock its Monday.
    """
    steps = np.full(closes.shape, np.nan)
    present = np.flatnonzero(np.isfinite(closes))
    steps[present[1:]] = log_returns(closes[present])
    return steps


def _market_features(level: Float64Array1D, returns: Float64Array1D) -> Float64Array2D:
    volatility = np.sqrt(ewma_variance(returns))
    return np.column_stack(
        [
            *(momentum(level, volatility, periods=days) for days in MARKET_MOMENTA),
            _log_ratio(volatility, rolling_std_or_nan(returns, LONGEST)),
            _scaled_drawdown(level, volatility),
        ]
    )


def _symbol_part(
    dates: DateArray,
    closes: Float64Array1D,
    market: tuple[DateArray, Float64Array2D],
    *,
    early: bool,
) -> tuple[DateArray, Float64Array1D, Float64Array1D, Float64Array2D]:
    # On its own sessions: a day without a close shortens the series and is no return of zero.
    present = np.isfinite(closes) & (closes > 0.0)
    own_dates, prices = dates[present], closes[present]
    returns = np.append(np.full(min(1, prices.size), np.nan), log_returns(prices))
    volatility = np.sqrt(ewma_variance(returns))
    own = _own_features(prices, returns, volatility)
    return own_dates, prices, volatility, np.hstack([own, _as_of(own_dates, *market, early=early)])


def _own_features(
    prices: Float64Array1D, returns: Float64Array1D, volatility: Float64Array1D
) -> Float64Array2D:
    scaled = returns / positive(volatility)
    return np.column_stack(
        [
            scaled,
            *(lagged(scaled, lag) for lag in LAGS),
            *(momentum(prices, volatility, periods=days) for days in MOMENTA),
            _log_ratio(volatility, rolling_std_or_nan(returns, LONGEST)),
            _log_ratio(rolling_std_or_nan(returns, 5), rolling_std_or_nan(returns, 21)),
            relative_strength(returns),
            _scaled_drawdown(prices, volatility),
        ]
    )


def _as_of(
    own: DateArray, dates: DateArray, values: Float64Array2D, *, early: bool
) -> Float64Array2D:
    """Market rows as last known at each of a symbol's dates; NaN before the first."""
    # The market's row of the same day at the latest, so nothing of the day after is seen; where a
    # symbol closes before the market, that of the same day is still to come.
    place = np.searchsorted(dates, own, side="left" if early else "right") - 1
    known = np.full((own.size, values.shape[1]), np.nan)
    known[place >= 0] = values[place[place >= 0]]
    return known


def rolling_std_or_nan(values: Float64Array1D, window: int) -> Float64Array:
    """Standard deviation of each trailing window, NaN where it is not above zero.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Returns; a NaN at the very start is the missing first return.
    window : int
        Observations in a window.

    Returns
    -------
    ndarray of shape (n_observations,)
        The unit of `values`.
    """
    return positive(rolling_std(values, window, unit=RATIO))


def _log_ratio(above: Float64Array1D, below: Float64Array1D) -> Float64Array1D:
    ratio: Float64Array1D = np.log(positive(above) / positive(below))
    return ratio


def _scaled_drawdown(prices: Float64Array1D, volatility: Float64Array1D) -> Float64Array1D:
    depth = trailing_drawdown(prices, window=LONGEST)
    scaled: Float64Array1D = depth / (positive(volatility) * np.sqrt(LONGEST))
    return scaled
