"""Every indicator: its parameters with their bounds, its lines, and how it is computed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ml.series.studies.bars import StudyBars
from ml.series.studies.closes import (
    Lines,
    bollinger,
    convergence,
    exponential_average,
    simple,
    strength,
    yearly_volatility,
)
from ml.series.studies.ranges import (
    average_range,
    balance,
    directional,
    donchian,
    ichimoku,
    keltner,
    rolling_vwap,
    stochastic,
)

MOST_BARS: Final = 400
"""Longest window: a year and a half of sessions."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a parameter may be; whole numbers unless it is a width."""

    least: float
    most: float
    whole: bool = True

    def admits(self, value: float) -> bool:
        """Return whether a value is within the bound.

        Parameters
        ----------
        value : float
            NaN is not.
        """
        return self.least <= value <= self.most and (not self.whole or value == int(value))


@dataclass(frozen=True, slots=True)
class Kind:
    """An indicator as its address names it: `name:parameter:parameter/line`."""

    bounds: tuple[Bound, ...]
    lines: tuple[str, ...]
    compute: Callable[..., Lines]


_WINDOW: Final = Bound(2, MOST_BARS)
_SMOOTH: Final = Bound(1, MOST_BARS)
_WIDTH: Final = Bound(0.1, 10.0, whole=False)
_BAND: Final = ("upper", "middle", "lower")

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "sma": Kind((_WINDOW,), ("average",), simple),
        "ema": Kind((_WINDOW,), ("average",), exponential_average),
        "bollinger": Kind((_WINDOW, _WIDTH), _BAND, bollinger),
        "keltner": Kind((_WINDOW, _WINDOW, _WIDTH), _BAND, keltner),
        "donchian": Kind((_WINDOW,), _BAND, donchian),
        "ichimoku": Kind(
            (_WINDOW, _WINDOW, _WINDOW), ("conversion", "base", "lead_a", "lead_b"), ichimoku
        ),
        "vwap": Kind((_WINDOW,), ("vwap",), rolling_vwap),
        "rsi": Kind((_WINDOW,), ("rsi",), strength),
        "macd": Kind((_WINDOW, _WINDOW, _SMOOTH), ("macd", "signal", "histogram"), convergence),
        "stochastic": Kind((_WINDOW, _SMOOTH, _SMOOTH), ("k", "d"), stochastic),
        "atr": Kind((_WINDOW,), ("atr",), average_range),
        "adx": Kind((_WINDOW,), ("adx", "plus", "minus"), directional),
        "obv": Kind((), ("obv",), balance),
        "volatility": Kind((_WINDOW,), ("volatility",), yearly_volatility),
    }
)


def study(kind: str, parameters: tuple[float, ...], line: str, bars: StudyBars) -> float:
    """Value of an indicator's line at the last bar.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    parameters : tuple of float
        As many as the kind has bounds, each within its own.
    line : str
        One of the kind's lines.
    bars : StudyBars
        At least one.

    Returns
    -------
    float
        A price, an index, a fraction or units traded, as the line is; NaN with too few bars.

    Raises
    ------
    KeyError
        For a kind or a line that is none.
    """
    found = KINDS[kind]
    given = (
        int(value) if bound.whole else value
        for value, bound in zip(parameters, found.bounds, strict=True)
    )
    return found.compute(bars, *given)[line]
