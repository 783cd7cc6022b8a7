"""An explanation in words that a newcomer understands and a statistician accepts."""

from collections.abc import Sequence
from typing import Final

LABELS: Final[dict[str, str]] = {
    "return_1d": "the last day's return",
    "return_1d_lag_1": "the return two days ago",
    "return_1d_lag_2": "the return three days ago",
    "return_1d_lag_3": "the return four days ago",
    "return_1d_lag_4": "the return five days ago",
    "momentum_5d": "one-week momentum",
    "momentum_10d": "two-week momentum",
    "momentum_21d": "one-month momentum",
    "momentum_63d": "three-month momentum",
    "momentum_126d": "six-month momentum",
    "volatility_trend": "volatility against its half-year level",
    "volatility_burst": "this week's volatility against the month's",
    "relative_strength_14d": "gains against losses over 14 days",
    "drawdown_126d": "the distance below the half-year high",
    "market_momentum_1d": "the market's last day",
    "market_momentum_5d": "the market's week",
    "market_momentum_21d": "the market's month",
    "market_momentum_63d": "the market's quarter",
    "market_volatility_trend": "the market's volatility against its half-year level",
    "market_drawdown_126d": "the market's distance below its half-year high",
}
NEGLIGIBLE: Final = 1e-6


def label(name: str) -> str:
    """Return a feature's name in words.

    Parameters
    ----------
    name : str
        Name of a feature.

    Returns
    -------
    str
        Words, or the name itself with spaces for one without words.
    """
    return LABELS.get(name, name.replace("_", " "))


def sentence(
    *,
    symbol: str,
    prediction: float,
    base_value: float,
    horizon: int,
    features: Sequence[tuple[str, float]],
    unit: str = "session",
) -> str:
    """Say what a forecast rests on.

    Parameters
    ----------
    symbol : str
        What is forecast.
    prediction, base_value : float
        Log returns over the horizon: the forecast, and the model's forecast for an average day.
    horizon : int
        Periods ahead.
    features : sequence of (name, contribution)
        Contributions in log return, largest first.
    unit : str
        Name of a period.

    Returns
    -------
    str
        One or two sentences, returns in per cent.
    """
    span = f"{horizon} {unit}{'s' if horizon > 1 else ''}"
    opening = f"The model expects {symbol} to move {prediction:+.2%} over {span}"
    if abs(prediction) < NEGLIGIBLE:
        opening = f"The model expects no change of {symbol} over {span}"
    reasons = [part for part in features if abs(part[1]) >= NEGLIGIBLE]
    if not reasons:
        return f"{opening}, whatever its recent history."
    normal = f", {base_value:+.2%} on an average day"
    return f"{opening}{normal}. {_reasons(reasons)}"


def _reasons(parts: Sequence[tuple[str, float]]) -> str:
    up = next((name for name, value in parts if value > 0.0), None)
    down = next((name for name, value in parts if value < 0.0), None)
    clauses = [
        f"{label(name)} {verb} it most"
        for name, verb in ((up, "raises"), (down, "lowers"))
        if name is not None
    ]
    text = " and ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."
