"""What a trained bundle says of a symbol's next bars, or why it says nothing of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.errors import DoesNotVaryError, InsufficientDataError, NumericError
from ml.evaluation.conformal import LEVELS, MINIMUM, WINDOW
from ml.evaluation.names import Direction
from ml.evaluation.track import Track
from ml.explain.faithfulness import additivity_error
from ml.explain.sentence import sentence
from ml.explain.shapley import contributions
from ml.features.frame import LONGEST
from ml.models.base import WINDOW as LOOK_BACK
from ml.models.base import Forecaster, Samples, eligible
from ml.pipelines.bundle import Bundle
from ml.pipelines.training import HORIZONS, Dataset
from ml.typing import Float64Array, Float64Array1D, Int64Array

STILL_BARS: Final = 20  # a month without a new price: no volatility
NEEDED: Final = LONGEST + LOOK_BACK + MINIMUM + HORIZONS - 1
"""Daily closes before a first forecast with intervals: features, window, known scores."""
TAIL: Final = 0.05
_DIRECTIONS: Final[dict[int, Direction]] = {1: "up", -1: "down", 0: "no_edge"}


@dataclass(frozen=True, slots=True)
class Step:
    """One period ahead; prices, and fractions of the last price (a loss is positive)."""

    step: int
    predicted_return: float
    predicted_price: float
    bounds: dict[str, tuple[float, float]]
    predicted_volatility: float
    value_at_risk_95: float
    probability_up: float
    base_rate_up: float
    probability_error: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class Explanation:
    """Log returns over the horizon: base value plus contributions is the prediction."""

    base_value: float
    prediction: float
    features: tuple[tuple[str, float, float], ...]
    additivity_error: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A forecast from the last bar of one symbol."""

    symbol: str
    as_of: np.datetime64
    last_price: float
    scores: int
    steps: tuple[Step, ...]
    explanations: tuple[Explanation, ...]


def issue(bundle: Bundle, data: Dataset, track: Track, symbol: str, *, label: str = "") -> Issue:
    """Forecast a symbol from its last bar, by the model whose span holds that bar.

    Parameters
    ----------
    bundle : Bundle
        Trained models.
    data : Dataset
        Rows and outcomes.
    track : Track
        From `record`, of that symbol at least.
    symbol : str
        One of the frame's.
    label : str, optional
        What the sentence calls it.

    Returns
    -------
    Issue
        Steps 1 to n_horizons with intervals, probability and explanation.

    Raises
    ------
    InsufficientDataError
        Too few bars for features, or too few known outcomes for intervals.
    """
    rows = data.frame.rows_of(data.frame.symbols.index(symbol))
    last = rows.stop - 1
    if last < rows.start or not np.isfinite(track.radii[last]).all():
        raise InsufficientDataError(rows.stop - rows.start, _needed(track, rows))
    why = _explanations(_model_of(bundle, data, last), data, last, label or symbol)
    return replace(_issue(_history(data, track, symbol), last), explanations=why)


def issue_past(data: Dataset, track: Track, symbol: str, bars: int) -> Iterator[Issue]:
    """Forecast a symbol from each of its last bars but the very last, as it was then.

    Parameters
    ----------
    data : Dataset
        Rows and outcomes.
    track : Track
        From `record`: each row by the model whose span holds it, trained on what came before.
    symbol : str
        One of the frame's.
    bars : int
        From how many bars, counted back from the last but one.

    Yields
    ------
    Issue
        Oldest first, without explanations; bars without intervals are left out.
    """
    rows = data.frame.rows_of(data.frame.symbols.index(symbol))
    history = _history(data, track, symbol)
    for row in range(max(rows.start, rows.stop - 1 - bars), rows.stop - 1):
        if np.isfinite(track.radii[row]).all():
            yield _issue(history, row)


@dataclass(frozen=True, slots=True, eq=False)
class _History:
    """One symbol's rows with what was said at each and by how much it was wrong."""

    data: Dataset
    track: Track
    symbol: str
    first: int
    places: tuple[Int64Array, ...]
    residuals: tuple[Float64Array1D, ...]
    directions: NDArray[np.int8]

    def known(self, row: int, column: int) -> Float64Array1D:
        """Return the newest residuals known at a row: of h bars ahead, those h bars before it."""
        end = int(np.searchsorted(self.places[column], row - self.first - column))
        return self.residuals[column][max(end - WINDOW, 0) : end]


def _history(data: Dataset, track: Track, symbol: str) -> _History:
    rows = data.frame.rows_of(data.frame.symbols.index(symbol))
    residuals = data.targets.scaled[rows] - track.predictions[rows]
    # Once for all rows: each would look through the whole past for what is known.
    places = tuple(np.flatnonzero(np.isfinite(of_step)) for of_step in residuals.T)
    known = tuple(residuals[place, column] for column, place in enumerate(places))
    return _History(data, track, symbol, rows.start, places, known, track.direction(rows))


def _issue(history: _History, row: int) -> Issue:
    frame = history.data.frame
    return Issue(
        symbol=history.symbol,
        as_of=frame.dates[row],
        last_price=float(frame.closes[row]),
        scores=history.known(row, 0).size,
        steps=tuple(_step(history, row, column) for column in range(len(history.residuals))),
        explanations=(),
    )


def _needed(track: Track, rows: slice) -> int:
    """Bars that would be enough: those there are plus the scores that lack."""
    said = int(np.isfinite(track.predictions[rows, 0]).sum())
    bars = int(rows.stop - rows.start)
    lacking = MINIMUM + track.predictions.shape[1] - said
    return max(NEEDED, bars + max(lacking, 1))


def _model_of(bundle: Bundle, data: Dataset, row: int) -> Forecaster:
    day = data.frame.dates[row]
    for part in bundle.folds:
        if part.fold.test_from <= day < part.fold.test_until:
            return part.model
    raise InsufficientDataError(0, 1)


def _step(history: _History, row: int, column: int) -> Step:
    data, track, known = history.data, history.track, history.known(row, column)
    scale = float(data.targets.scale[row, column])
    expected = float(track.predictions[row, column])
    price = float(data.frame.closes[row])
    radii = track.radii[row, column]
    return Step(
        step=column + 1,
        predicted_return=expected * scale,
        predicted_price=price * float(np.exp(expected * scale)),
        bounds={
            f"{level * 100:.0f}": (
                price * float(np.exp((expected - radius) * scale)),
                price * float(np.exp((expected + radius) * scale)),
            )
            for level, radius in zip(LEVELS, radii.tolist(), strict=True)
        },
        predicted_volatility=scale * float(np.sqrt(np.mean(np.square(known)))),
        value_at_risk_95=-float(np.expm1((expected + tail_residual(known)) * scale)),
        probability_up=float(track.up.probability[row, column]),
        base_rate_up=float(track.up.base_rate[row, column]),
        probability_error=float(track.up.error[row, column]),
        direction=_DIRECTIONS[int(history.directions[row - history.first, column])],
    )


def tail_residual(residuals: Float64Array1D, *, tail: float = TAIL) -> float:
    r"""Residual at rank :math:`\lceil n \alpha \rceil` from the worst, for filtered simulation.

    Parameters
    ----------
    residuals : ndarray of shape (n_residuals,)
        Realised minus forecast over volatility, without NaN.
    tail : float
        Share of worse outcomes, one minus the confidence.

    Returns
    -------
    float
        In the unit of the residuals; NaN without any.
    """
    if not residuals.size:
        return float("nan")
    rank = int(np.ceil(round(residuals.size * tail, 9)))
    return float(np.partition(residuals, rank - 1)[rank - 1])


def _explanations(
    model: Forecaster, data: Dataset, row: int, symbol: str
) -> tuple[Explanation, ...]:
    samples = Samples(data.frame, np.array([row]))
    parts, said = contributions(model, samples), model.predict(samples)
    errors = additivity_error(parts, said)[0]
    scale: Float64Array = data.targets.scale[row]
    return tuple(
        _explanation(
            data,
            row,
            symbol,
            column + 1,
            parts.base[0, column] * scale[column],
            said[0, column] * scale[column],
            parts.values[0, column] * scale[column],
            float(errors[column] * scale[column]),
        )
        for column in range(len(scale))
    )


def _explanation(  # noqa: PLR0913, PLR0917  the parts of one explanation
    data: Dataset,
    row: int,
    symbol: str,
    horizon: int,
    base: float,
    prediction: float,
    values: Float64Array,
    error: float,
) -> Explanation:
    order = np.argsort(-np.abs(values), kind="stable")
    names = data.frame.names
    features = tuple(
        (names[i], float(data.frame.values[row, i]), float(values[i])) for i in order.tolist()
    )
    return Explanation(
        base_value=float(base),
        prediction=float(prediction),
        features=tuple(part for part in features if part[2] != 0.0),
        additivity_error=error,
        sentence=sentence(
            symbol=symbol,
            prediction=float(prediction),
            base_value=float(base),
            horizon=horizon,
            features=[(name, value) for name, _, value in features],
        ),
    )


def forecastable(data: Dataset, symbol: str) -> bool:
    """Whether the last bar of a symbol has complete features.

    Parameters
    ----------
    data : Dataset
        Rows.
    symbol : str
        One of the frame's.

    Returns
    -------
    bool
        False for too little history and for a price that never moved.
    """
    rows = data.frame.rows_of(data.frame.symbols.index(symbol))
    return rows.stop > rows.start and bool(eligible(data.frame)[rows.stop - 1])


def why_not_forecastable(data: Dataset, symbol: str) -> NumericError:
    """Return the reason why the last bar of a symbol has no complete features.

    Parameters
    ----------
    data : Dataset
        Rows.
    symbol : str
        One of the frame's, of which `forecastable` is false.

    Returns
    -------
    NumericError
        `InsufficientDataError` for too few bars, `DoesNotVaryError` for a close that stood still.
    """
    rows = data.frame.rows_of(data.frame.symbols.index(symbol))
    bars = int(rows.stop - rows.start)
    still = _unchanged(data.frame.closes[rows])
    if still >= STILL_BARS:
        return DoesNotVaryError(
            f"its close has not changed over its last {still} bars, and a forecast is in units of "
            "its volatility"
        )
    if bars < LONGEST + LOOK_BACK:
        return InsufficientDataError(bars, NEEDED)
    return NumericError(f"the features of its last bar are incomplete, though it has {bars} bars")


def _unchanged(closes: Float64Array1D) -> int:
    """Bars at the end that all have the same close."""
    changed = np.flatnonzero(closes != closes[-1]) if closes.size else np.empty(0, np.int64)
    return int(closes.size - 1 - changed[-1]) if changed.size else int(closes.size)
