"""The one home of annualisation factors; every other room is handed a number of periods."""

from typing import Final, Literal, TypeAlias, TypeVar

import numpy as np

from ml.typing import Float64Array

Interval: TypeAlias = Literal["1s", "1m", "5m", "15m", "1h", "1d", "1wk", "1mo"]
Volatility = TypeVar("Volatility", float, Float64Array)

SESSIONS_PER_YEAR: Final = 252
"""Trading days of an exchange with sessions (NYSE, Nasdaq)."""
DAYS_PER_YEAR: Final = 365
"""Trading days of a market that never closes."""

_SESSION_SECONDS: Final = 6.5 * 3600
_DAY_SECONDS: Final = 24 * 3600
_SECONDS: Final[dict[str, int]] = {"1s": 1, "1m": 60, "5m": 300, "15m": 900, "1h": 3600}
_CALENDAR: Final[dict[str, float]] = {"1wk": 52.0, "1mo": 12.0}


def days_per_year(*, always_open: bool) -> int:
    """Trading days a year: 365 for a market that never closes, else 252 sessions.

    Parameters
    ----------
    always_open : bool
        Whether the market trades around the clock, every day.

    Returns
    -------
    int
        Daily periods a year.
    """
    return DAYS_PER_YEAR if always_open else SESSIONS_PER_YEAR


def periods_per_year(interval: Interval, *, always_open: bool) -> float:
    """Bars of an interval in a year of trading.

    Parameters
    ----------
    interval : Interval
        Length of a bar.
    always_open : bool
        Whether the market trades around the clock; else a session is 6.5 hours.

    Returns
    -------
    float
        Periods a year; for example 98,280 one-minute bars in 252 sessions.
    """
    if interval in _CALENDAR:
        return _CALENDAR[interval]
    days = days_per_year(always_open=always_open)
    if interval == "1d":
        return float(days)
    return days * (_DAY_SECONDS if always_open else _SESSION_SECONDS) / _SECONDS[interval]


def annualise_volatility(volatility: Volatility, periods: float) -> Volatility:
    r"""Volatility of a year from the volatility of a period.

    Parameters
    ----------
    volatility : float or ndarray
        Standard deviation of a period's return, a decimal fraction; NaN stays NaN.
    periods : float
        Periods a year, from :func:`periods_per_year`.

    Returns
    -------
    float or ndarray
        Annual volatility, a decimal fraction.

    Notes
    -----
    :math:`\sigma_a = \sigma \sqrt{m}`, exact when returns are serially uncorrelated.
    """
    return volatility * float(np.sqrt(periods))


def annualise_growth(growth: float, observations: int, periods: float) -> float:
    r"""Compound growth rate of a year from the growth over a sample.

    Parameters
    ----------
    growth : float
        Final wealth over first wealth, a ratio; 1.0 is unchanged.
    observations : int
        Periods over which the wealth grew.
    periods : float
        Periods a year.

    Returns
    -------
    float
        :math:`G^{m/n} - 1`; NaN without observations or with negative wealth.
    """
    if observations < 1 or not growth >= 0.0:
        return float("nan")
    return float(growth ** (periods / observations)) - 1.0
