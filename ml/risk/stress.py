"""Stress scenarios: what history's worst stretches and a market shock would cost today."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ml.series.returns import finite, to_log, until_ruin
from ml.typing import DateArray, Float64Array


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of market history with a name.

    Attributes
    ----------
    name : str
        What people call it.
    start : date
        Close from which the fall is counted.
    end : date
        Close of the low.
    """

    name: str
    start: date
    end: date


EPISODES = (
    Episode("Asian and Russian crises, 1998", date(1998, 7, 17), date(1998, 8, 31)),
    Episode("Dot-com bust, 2000-2002", date(2000, 3, 24), date(2002, 10, 9)),
    Episode("September 2001", date(2001, 9, 10), date(2001, 9, 21)),
    Episode("Global financial crisis, 2007-2009", date(2007, 10, 9), date(2009, 3, 9)),
    Episode("After Lehman, autumn 2008", date(2008, 9, 12), date(2008, 11, 20)),
    Episode("US downgrade, summer 2011", date(2011, 7, 22), date(2011, 8, 8)),
    Episode("China devaluation, August 2015", date(2015, 8, 17), date(2015, 8, 25)),
    Episode("Late 2018", date(2018, 9, 20), date(2018, 12, 24)),
    Episode("Pandemic crash, 2020", date(2020, 2, 19), date(2020, 3, 23)),
    Episode("Rates and inflation, 2022", date(2022, 1, 3), date(2022, 6, 16)),
)
"""Peaks and troughs of the S&P 500's closes (S&P Dow Jones Indices)."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of returns and what it cost.

    Attributes
    ----------
    start : int
        Position of the first return.
    end : int
        Position after the last return.
    loss : float
        Compounded loss, positive for a loss.
    """

    start: int
    end: int
    loss: float


def compound_loss(returns: Float64Array) -> float:
    r"""Loss over a stretch with the same weights kept every period.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns; NaN are left out, and what comes after a loss of everything.

    Returns
    -------
    float
        :math:`1 - \prod (1 + r_t)`, positive for a loss, 0 for an empty stretch.
    """
    return 1.0 - float(np.prod(1.0 + until_ruin(finite(returns))))


def worst_windows(returns: Float64Array, length: int, count: int) -> list[Window]:
    """The stretches of a length that lost most, none overlapping another.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN.
    length : int
        Returns in a stretch.
    count : int
        Stretches wanted; fewer come back from a short series or one that never lost.

    Returns
    -------
    list of Window
        Worst first; each lost something.
    """
    if length < 1 or returns.size < length:
        return []
    losses = _losses(returns, length)
    found: list[Window] = []
    for start in np.argsort(-losses, kind="stable").tolist():
        if len(found) == count or losses[start] <= 0.0:
            break
        if all(abs(start - other.start) >= length for other in found):
            loss = compound_loss(returns[start : start + length])
            found.append(Window(start, start + length, loss))
    return found


def _losses(returns: Float64Array, length: int) -> Float64Array:
    """Return the compounded loss of each stretch; a day that lost everything has no logarithm."""
    losses = -np.expm1(np.convolve(to_log(returns), np.ones(length), mode="valid"))
    for start in np.flatnonzero(np.isnan(losses)).tolist():
        losses[start] = compound_loss(returns[start : start + length])
    return losses


def episode_window(dates: DateArray, episode: Episode) -> tuple[int, int] | None:
    """Positions of an episode's returns among dated returns.

    Parameters
    ----------
    dates : ndarray of shape (n_observations,)
        Day of each return, ascending.
    episode : Episode
        The stretch looked for.

    Returns
    -------
    tuple of (int, int) or None
        First position and the position after the last; None unless the data cover it whole.
    """
    start, end = np.datetime64(episode.start), np.datetime64(episode.end)
    if dates.size == 0 or dates[0] > start or dates[-1] < end:
        return None
    # An episode starts at a close: the return of that very day belongs to what came before.
    first = int(np.searchsorted(dates, start, side="right"))
    last = int(np.searchsorted(dates, end, side="right"))
    return (first, last) if last > first else None


def beta_shock(beta: float, market_return: float) -> float:
    """Loss when the market moves and each asset follows by its beta.

    Parameters
    ----------
    beta : float
        Beta of the position or portfolio to the market.
    market_return : float
        The market's move, for example -0.2.

    Returns
    -------
    float
        Positive for a loss; NaN when beta is not known.
    """
    return -beta * market_return
