"""What a trained bundle said of its whole history out of sample, and how good that was."""

from collections.abc import Sequence

import numpy as np

from ml.errors import ModelFileError
from ml.evaluation.scorecard import Scorecard, scorecard
from ml.evaluation.track import Track, track_record
from ml.evaluation.walk_forward import test_rows
from ml.models.base import Samples
from ml.pipelines.bundle import Bundle
from ml.pipelines.training import Dataset
from ml.typing import Float64Array2D, Int64Array


def predict(bundle: Bundle, data: Dataset) -> Float64Array2D:
    """Ask each fold about its own span, of every symbol.

    Parameters
    ----------
    bundle : Bundle
        Trained models.
    data : Dataset
        Rows to ask about, the training data or newer.

    Returns
    -------
    ndarray of shape (n_rows, n_horizons)
        Out-of-sample predictions in scaled units; NaN before the first fold and where features
        are not complete.
    """
    require_same_features(bundle, data)
    predictions = np.full((len(data.frame), bundle.horizons), np.nan)
    for part in bundle.folds:
        rows = test_rows(data.frame, part.fold)
        predictions[rows] = part.model.predict(Samples(data.frame, rows))
    return predictions


def require_same_features(bundle: Bundle, data: Dataset) -> None:
    """Refuse a bundle that was trained on other features.

    Parameters
    ----------
    bundle : Bundle
        Trained models.
    data : Dataset
        Rows to ask about.

    Raises
    ------
    ModelFileError
        The names differ.
    """
    if bundle.names != data.frame.names:
        raise ModelFileError(f"The stored {bundle.kind} model was trained on other features.")


def record(
    data: Dataset, predictions: Float64Array2D, *, only: Sequence[str] | None = None
) -> Track:
    """Intervals and probabilities that go with predictions; see `track_record`.

    Parameters
    ----------
    data : Dataset
        Rows and outcomes.
    predictions : ndarray of shape (n_rows, n_horizons)
        From `predict`.
    only : sequence of str, optional
        Symbols whose intervals are wanted.

    Returns
    -------
    Track
        Row t uses outcomes known at t only.
    """
    names = None if only is None else tuple(only)
    return track_record(data.frame, data.targets, predictions, data.pool, only=names)


def pooled_scores(data: Dataset, track: Track) -> tuple[Scorecard, ...]:
    """Scores over the symbols that train, one per horizon.

    Parameters
    ----------
    data : Dataset
        Rows and outcomes.
    track : Track
        From `record`.

    Returns
    -------
    tuple of Scorecard
        For horizons 1 to n_horizons.
    """
    return _scores(data, track, np.flatnonzero(data.pool))


def symbol_scores(data: Dataset, track: Track, symbol: str) -> tuple[Scorecard, ...]:
    """Scores of one symbol, one per horizon.

    Parameters
    ----------
    data : Dataset
        Rows and outcomes.
    track : Track
        From `record`.
    symbol : str
        One of the frame's.

    Returns
    -------
    tuple of Scorecard
        For horizons 1 to n_horizons; their verdicts allow for the number of symbols.
    """
    last = data.frame.rows_of(data.frame.symbols.index(symbol)).stop - 1
    return scores_then(data, track, symbol, last)


def scores_then(data: Dataset, track: Track, symbol: str, row: int) -> tuple[Scorecard, ...]:
    """Scores of one symbol as they could have been measured at one of its rows.

    Parameters
    ----------
    data : Dataset
        Rows and outcomes.
    track : Track
        From `record`; row t uses outcomes known at t only.
    symbol : str
        One of the frame's.
    row : int
        One of its rows. What was said h bars ahead counts up to h bars before it.

    Returns
    -------
    tuple of Scorecard
        For horizons 1 to n_horizons; their verdicts allow for the number of symbols.
    """
    first = data.frame.rows_of(data.frame.symbols.index(symbol)).start
    return tuple(
        scorecard(
            data.frame,
            data.targets,
            track,
            np.arange(first, max(row - horizon + 1, first)),
            horizon=horizon,
            comparisons=len(data.frame.symbols),
        )
        for horizon in range(1, track.predictions.shape[1] + 1)
    )


def _scores(data: Dataset, track: Track, rows: Int64Array) -> tuple[Scorecard, ...]:
    return tuple(
        scorecard(data.frame, data.targets, track, rows, horizon=horizon)
        for horizon in range(1, track.predictions.shape[1] + 1)
    )
