"""From closes to fitted models: features, targets, folds, one fit per fold."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ml.evaluation.leakage import implausible_features, require_trailing
from ml.evaluation.walk_forward import Fold, Protocol, folds, training_rows
from ml.explain.sentence import label
from ml.features.frame import FeatureFrame, feature_frame
from ml.features.targets import Targets, scaled_targets
from ml.models.base import Samples, eligible
from ml.models.ensemble import Ensemble
from ml.models.registry import MEMBERS, forecaster
from ml.pipelines.bundle import Bundle, FittedFold
from ml.typing import BoolArray, DateArray, Float64Array2D

HORIZONS: Final = 5
SCRAMBLE: Final = 1
"""Seed of the other future; any will do."""
KINDS: Final = (
    "random_walk",
    "drift",
    "ridge",
    "gradient_boosting",
    "random_forest",
    "lstm",
    "ensemble",
)
"""What is trained by default, quickest first; the ensemble needs its members before it."""
OnFold = Callable[[int, int], None]


def _ignore(done: int, total: int) -> None:
    del done, total


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Everything the models learn from and are asked about.

    `notices` says what to know before the measured skill is believed.
    """

    frame: FeatureFrame
    targets: Targets
    pool: BoolArray
    folds: tuple[Fold, ...]
    version: str
    protocol: Protocol = field(default_factory=Protocol)
    notices: tuple[str, ...] = ()


def dataset(
    symbols: Sequence[str],
    dates: DateArray,
    closes: Float64Array2D,
    *,
    pool: Sequence[str] | None = None,
    until: np.datetime64 | None = None,
    early: Collection[str] = (),
    protocol: Protocol | None = None,
) -> Dataset:
    """Compute features and targets and lay out the folds.

    Parameters
    ----------
    symbols : sequence of str
        Names of the columns.
    dates : ndarray of shape (n_dates,)
        Sessions, ascending.
    closes : ndarray of shape (n_dates, n_symbols)
        Adjusted closes; NaN where a symbol has no bar.
    pool : sequence of str, optional
        Symbols that train; the others are forecast by what those taught. All when left out.
    until : datetime64, optional
        Last day that is learnt and scored; what is known after it is only asked about.
    early : collection of str, optional
        Symbols that close before the pool; see `feature_frame`.
    protocol : Protocol, optional
        Lengths of the walk.

    Returns
    -------
    Dataset
        `version` is a digest of the symbols, dates and closes.

    Raises
    ------
    InsufficientDataError
        The pool's history is too short for a first fold.
    LeakageError
        A feature uses prices after its date.

    Notes
    -----
    A feature that explains much of the next return is no proof of a leak: autocorrelated series
    exist. Then every feature is computed again on prices whose future is another one; if all of
    them are trailing, the data are used and a notice names the feature.
    """
    names, rules = tuple(symbols), protocol or Protocol()
    members = tuple(pool) if pool else names

    def build(prices: Float64Array2D) -> FeatureFrame:
        return feature_frame(names, dates, prices, pool=members, early=early)

    frame = build(closes)
    pooled = frame.pooled(members)
    if until is not None:
        pooled &= frame.dates <= until
    sessions = np.unique(frame.dates[eligible(frame) & pooled])
    targets = scaled_targets(frame, HORIZONS)
    strong = implausible_features(frame, targets, pooled)
    # Rebuilding all features under another future is slow, so only what looks too good is checked.
    if strong:
        require_trailing(build, closes, dates, dates.size // 2, np.random.default_rng(SCRAMBLE))
    return Dataset(
        frame=frame,
        targets=targets,
        pool=pooled,
        folds=folds(sessions, rules),
        version=_version(names, members, dates, closes),
        protocol=rules,
        notices=_notices(strong),
    )


def _notices(strong: Mapping[str, float]) -> tuple[str, ...]:
    if not strong:
        return ()
    strongest_first = sorted(strong.items(), key=lambda pair: -pair[1])
    named = ", ".join(f"{label(name)} (R2 {share:.2f})" for name, share in strongest_first)
    notice = (
        f"The next day's return is explained unusually well by {named}. Prices that were smoothed, "
        "averaged or dated too late do that, and so do series that are autocorrelated by nature: "
        "check where the prices come from before the skill is believed."
    )
    return (notice,)


def _version(
    symbols: tuple[str, ...], pool: tuple[str, ...], dates: DateArray, closes: Float64Array2D
) -> str:
    content = hashlib.sha256(repr((symbols, pool)).encode())
    # One unit and one layout: equal data must have one digest, whatever array they came in.
    content.update(np.ascontiguousarray(dates.astype("datetime64[D]").astype(np.int64)).tobytes())
    content.update(np.ascontiguousarray(closes, dtype=np.float64).tobytes())
    return content.hexdigest()


def train(data: Dataset, kind: str, *, seed: int, on_fold: OnFold = _ignore) -> Bundle:
    """Fit one kind of model on every fold.

    Parameters
    ----------
    data : Dataset
        What to learn from.
    kind : str
        Name of a forecaster.
    seed : int
        With the same data, the same seed gives the same model bit for bit.
    on_fold : callable
        Called with (folds done, folds in all) before each fit; may raise to stop.

    Returns
    -------
    Bundle
        One fitted model per fold that has rows to learn from.
    """
    fitted = []
    for place, fold in enumerate(data.folds):
        on_fold(place, len(data.folds))
        rows = training_rows(
            data.frame, data.targets, data.pool, fold, embargo_days=data.protocol.embargo_days
        )
        model = forecaster(kind)().fit(
            Samples(data.frame, rows), data.targets.scaled[rows], _stream(seed, kind, fold)
        )
        fitted.append(FittedFold(fold, model))
    return Bundle(kind, data.frame.names, HORIZONS, tuple(fitted))


def ensemble(members: Sequence[Bundle]) -> Bundle:
    """Join trained bundles of the same folds into the bundle of their mean.

    Parameters
    ----------
    members : sequence of Bundle
        One of each kind in `MEMBERS`, trained on the same data.

    Returns
    -------
    Bundle
        An ensemble per fold; nothing is fitted.
    """
    # A fixed order: sums of floats depend on it, and must not on which member was trained first.
    ordered = sorted(members, key=lambda bundle: MEMBERS.index(bundle.kind))
    parts = zip(*(bundle.folds for bundle in ordered), strict=True)
    fitted = tuple(
        FittedFold(part[0].fold, Ensemble([one.model for one in part])) for part in parts
    )
    return Bundle(Ensemble.kind, ordered[0].names, ordered[0].horizons, fitted)


def _stream(seed: int, kind: str, fold: Fold) -> np.random.Generator:
    """Randomness of one fit, independent of which other fits run and in which order."""
    label = f"{kind}:{fold.test_from}".encode()
    entropy = int.from_bytes(hashlib.sha256(label).digest()[:8], "big")
    return np.random.default_rng([seed, entropy])
