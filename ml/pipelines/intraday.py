"""A light forecast of the next minutes, kept bar by bar: the random walk with honest intervals."""

from collections import deque
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

import numpy as np

from ml.evaluation.conformal import GAMMA, LEVELS, MINIMUM, WINDOW, AdaptiveConformal
from ml.evaluation.names import IntervalMethod
from ml.series.noise import VARIANCE
from ml.series.rolling import RISKMETRICS_DECAY

HORIZONS: Final = 5
WARMUP: Final = 5
"""Returns before the first volatility, and so before the first forecast."""
GAUSSIAN: Final = (0.67448975, 1.28155157, 1.64485363, 1.95996398)
"""Two-sided normal quantiles of `LEVELS`, in force until enough scores are known."""
ONE_SIDED_95: Final = 1.64485363


@dataclass(frozen=True, slots=True)
class MinuteStep:
    """One bar ahead: prices, and fractions of the last price (a loss is positive)."""

    step: int
    predicted_price: float
    bounds: dict[str, tuple[float, float]]
    predicted_volatility: float
    value_at_risk_95: float


@dataclass(frozen=True, slots=True)
class MinuteForecast:
    """Forecast from the last closed bar, with what was measured so far at each step."""

    last_price: float
    steps: tuple[MinuteStep, ...]
    method: IntervalMethod
    scores: int
    base_rate_up: tuple[float, ...]
    coverage: tuple[dict[str, float | None], ...]
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """What was said at a bar, kept until its outcomes are known."""

    price: float
    deviation: float
    radii: tuple[tuple[float, ...], ...]


class _Horizon:
    """Scores, signed residuals and tallies of one step."""

    def __init__(self) -> None:
        self.conformal = AdaptiveConformal(gamma=GAMMA)
        self.residuals: deque[float] = deque(maxlen=WINDOW)
        self.inside = [0] * len(LEVELS)
        self.scored = self.up = 0

    def radii(self) -> tuple[float, ...]:
        found = self.conformal.radii()
        # NaN, the one value that differs from itself, says that too few scores are known.
        return found if found[0] == found[0] else GAUSSIAN

    def learn(self, residual: float, radii: tuple[float, ...]) -> None:
        self.conformal.learn(abs(residual), radii)
        self.residuals.append(residual)
        self.scored += 1
        self.up += residual > 0.0
        for place, radius in enumerate(radii):
            self.inside[place] += abs(residual) <= radius

    def tail(self) -> float:
        """Signed residual that one in twenty falls below."""
        if len(self.residuals) < MINIMUM:
            return -ONE_SIDED_95
        ordered = sorted(self.residuals)
        return ordered[-(-len(ordered) // 20) - 1]

    def coverage(self) -> dict[str, float | None]:
        return {
            f"{level * 100:.0f}": self.inside[place] / self.scored if self.scored else None
            for place, level in enumerate(LEVELS)
        }


class MinuteForecaster:
    r"""State of one series of equally spaced bars.

    Notes
    -----
    The point forecast is the last close. Volatility is EWMA with decay 0.94,
    :math:`\sigma^2 \leftarrow \lambda \sigma^2 + (1 - \lambda) r^2`, scaled by :math:`\sqrt h`;
    radii come from adaptive conformal inference on the last 500 scores
    :math:`|r_h| / (\sigma \sqrt h)`, each counted once its outcome is known.
    """

    def __init__(self) -> None:
        self._horizons = tuple(_Horizon() for _ in range(HORIZONS))
        self._given: deque[_Given | None] = deque(maxlen=HORIZONS)
        self._first: list[float] = []
        self._variance = 0.0
        self._price = 0.0

    def update(self, close: float) -> None:
        """Take the close of the next closed bar.

        Parameters
        ----------
        close : float
            Positive and finite.
        """
        if self._price > 0.0:
            self._learn(close)
            self._move(log(close / self._price))
        self._price = close
        self._given.append(self._say())

    def skip(self) -> None:
        """Note that bars are missing here: nothing is scored across the gap."""
        self._given.clear()
        self._price = 0.0

    def _learn(self, close: float) -> None:
        # The newest was given one bar ago: how far back it lies is the horizon of its score.
        for back, given in enumerate(reversed(self._given)):
            if given is not None:
                scale = given.deviation * sqrt(back + 1)
                self._horizons[back].learn(log(close / given.price) / scale, given.radii[back])

    def _move(self, change: float) -> None:
        if len(self._first) < WARMUP:
            self._first.append(change)
            self._variance = float(np.mean(np.square(self._first)))
            return
        decay = RISKMETRICS_DECAY
        self._variance = decay * self._variance + (1.0 - decay) * change * change

    def _say(self) -> _Given | None:
        if len(self._first) < WARMUP or self._variance <= VARIANCE:
            return None
        radii = tuple(horizon.radii() for horizon in self._horizons)
        return _Given(self._price, sqrt(self._variance), radii)

    def forecast(self) -> MinuteForecast | None:
        """Return the forecast from the last bar; None while there are too few bars."""
        given = self._given[-1] if self._given else None
        if given is None:
            return None
        scores = self._horizons[-1].conformal.observations
        return MinuteForecast(
            last_price=given.price,
            steps=tuple(self._step(given, column) for column in range(HORIZONS)),
            method="conformal" if scores >= MINIMUM else "gaussian",
            scores=scores,
            # Laplace's rule: before the first score it is one half, and never certain.
            base_rate_up=tuple((h.up + 1.0) / (h.scored + 2.0) for h in self._horizons),
            coverage=tuple(horizon.coverage() for horizon in self._horizons),
            observations=tuple(horizon.scored for horizon in self._horizons),
        )

    def _step(self, given: _Given, column: int) -> MinuteStep:
        scale = given.deviation * sqrt(column + 1)
        horizon = self._horizons[column]
        return MinuteStep(
            step=column + 1,
            predicted_price=given.price,
            bounds={
                f"{level * 100:.0f}": (
                    given.price * exp(-radius * scale),
                    given.price * exp(radius * scale),
                )
                for level, radius in zip(LEVELS, given.radii[column], strict=True)
            },
            predicted_volatility=scale,
            value_at_risk_95=1.0 - exp(horizon.tail() * scale),
        )
