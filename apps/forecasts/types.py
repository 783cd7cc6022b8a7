"""Names that the forecasts app shares with its work, without the libraries behind them."""

from dataclasses import dataclass
from typing import Final, Literal

from apps.jobs.kinds import JobKind, Periodic

ForecastInterval = Literal["1d", "1m"]

ENSEMBLE: Final = "ensemble"
INTRADAY_MODEL: Final = "ewma_conformal"
DEFAULT_MODELS: Final = (
    "random_walk",
    "drift",
    "ridge",
    "gradient_boosting",
    "random_forest",
    "lstm",
    ENSEMBLE,
)
"""Trained by default, quickest first, so that the first forecasts are stored within seconds."""
EXTRA_MODELS: Final = (
    "gru",  # no member of the ensemble
)
"""Trained only when asked for."""
MODELS: Final = (*DEFAULT_MODELS, *EXTRA_MODELS)
PREFERENCE: Final = (
    ENSEMBLE,
    "ridge",
    "gradient_boosting",
    "random_forest",
    "lstm",
    "gru",
    "drift",
    "random_walk",
)
"""Which forecast is shown when no model is asked for and not all are ready."""
MAX_HORIZON: Final = 5
LEVELS: Final = (50, 80, 90, 95)
SEED: Final = 20_220_628
BARS_TO_FORECAST: Final = 190
"""Daily closes that features, window and intervals need; equals ml.pipelines.issuing.NEEDED."""
BARS_TO_TRAIN: Final = 400
"""Daily closes of the pool before a first fold: features, window and a year to learn from."""
MAX_SYMBOLS: Final = 50
TRAINED_FOR_REPLAY: Final = (
    "The models of the replay are trained, and later sessions make no other ones of them: refits "
    "fall on the first of January of odd years."
)

TRAIN_JOB: Final = "forecasts.train"
ISSUE_JOB: Final = "forecasts.issue"
LOAD_STEP: Final = "Load history and build features"
SCORE_STEP: Final = "Score forecasts that have come out"
REPLAYED_BARS: Final = 250
"""Sessions before the first training that its models replay, each by what was known then."""
STEP_OF: Final = {
    "random_walk": "Random walk",
    "drift": "Drift",
    "ridge": "Ridge regression",
    "gradient_boosting": "XGBoost",
    "random_forest": "Random forest",
    "lstm": "LSTM",
    "gru": "GRU",
    ENSEMBLE: "Ensemble",
}


@dataclass(frozen=True, slots=True)
class TrainQuestion:
    """What to train; nothing said is the usual models of the whole universe."""

    symbols: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    horizon: int = 1


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """Which forecast to make of a trained model; nothing said is of all bars that are new.

    A forecast is made for every horizon: `horizon` is only what was asked.
    """

    symbol: str = ""
    model: str = ""
    horizon: int = 1


_WEEK_S: Final = 7 * 86_400
_DAY_S: Final = 86_400

TRAIN: Final = JobKind(
    name=TRAIN_JOB,
    task=TRAIN_JOB,
    title="Train forecast models",
    queue="ml",
    steps=(LOAD_STEP, *(STEP_OF[model] for model in MODELS), SCORE_STEP),
    deadline_s=1_800,
    periodic=Periodic(every_s=_WEEK_S, offset_s=2 * _DAY_S + 6 * 3_600, by_market=True),
)
ISSUE: Final = JobKind(
    name=ISSUE_JOB,
    task=ISSUE_JOB,
    title="Issue forecasts",
    queue="ml",
    steps=(LOAD_STEP, SCORE_STEP, "Forecast"),
    deadline_s=600,
    # Exchanges of the Americas have settled by then.
    periodic=Periodic(every_s=_DAY_S, offset_s=22 * 3_600 + 1_800, catch_up=False),
)
