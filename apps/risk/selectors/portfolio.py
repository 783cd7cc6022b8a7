"""Risk of fixed weights: the whole, its parts, and what history would do to it."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import day_start
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.selectors import refuse_few_days
from apps.risk.answers import Component, Correlation, PortfolioRisk, Stress, StressList
from apps.risk.questions import PortfolioRiskQuestion
from apps.risk.responses import measured_answer
from apps.risk.selectors.correlation import MIN_OVERLAP, still_members
from apps.risk.selectors.history import portfolio_history
from apps.risk.selectors.report import series_risk
from apps.risk.types import SESSIONS_OF_ALL, ReturnHistory, SeriesRisk
from ml.risk.components import gaussian_components, scenario_components
from ml.risk.correlation import correlation
from ml.risk.methods import filtered_volatility
from ml.risk.stress import EPISODES, beta_shock, compound_loss, episode_window, worst_windows
from ml.series.noise import RATIO, noise_floor

MARKET_MOVES = (-0.4, -0.2, -0.1, 0.1)
WORST_LENGTHS = (1, 5, 21)


def portfolio_risk(*, question: PortfolioRiskQuestion, user_id: int | None) -> PortfolioRisk:
    """Compute the risk of weights that are restored every day.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        When the symbols share too few days.
    MixedCurrenciesError
        When the symbols are in several currencies and none is named, or a rate is not known.
    """
    weights = question.weights
    shared, matrix = portfolio_history(
        symbols=list(weights),
        user_id=user_id,
        period=question.period,
        benchmark=question.benchmark,
        currency=question.currency,
    )
    by_symbol = np.array([weights[symbol] for symbol in shared.symbols])
    history = replace(shared, returns=matrix @ by_symbol)
    try:
        risk = series_risk(history=history, confidence=question.confidence, method=question.method)
    except InsufficientHistoryError as error:
        # Of the whole: say which member leaves it so short.
        refuse_few_days(
            symbols=shared.symbols,
            user_id=user_id,
            period=question.period,
            currency=shared.currency,
            observations=error.extra["observations"],
            needed=error.extra["needed"],
        )
        raise
    kept, beta = matrix[history.first :], risk.summary.number("beta")
    return measured_answer(
        PortfolioRisk,
        risk,
        period=question.period,
        days=question.horizon,
        horizon=question.horizon,
        symbols=tuple(weights),
        weights=weights,
        horizon_rule="square_root_of_time",
        components=_components(risk, kept, by_symbol, question.horizon),
        correlation=_correlation(history, kept, question.period),
        stress=StressList(_episodes(history), _worst(history), _shocks(beta)),
    )


def _components(
    risk: SeriesRisk, matrix: NDArray[np.float64], weights: NDArray[np.float64], horizon: int
) -> tuple[Component, ...]:
    """Split the value at risk; parametric methods by covariance, the others by scenario.

    A value at risk that is rounding has no shares.
    """
    whole, root = risk.summary.number("value_at_risk"), math.sqrt(horizon)
    parts = _parts(risk, matrix, weights)
    # Cornish-Fisher and Pareto tails have no allocation of their own: the split of the nearest
    # method is scaled to their total.
    total, floor = float(parts.sum()), noise_floor(parts, unit=RATIO)
    parts = parts * (whole / total) if abs(total) > floor else parts
    share = parts / whole if abs(whole) > floor else np.full(parts.size, np.nan)
    return tuple(
        Component(symbol, float(weight), float(part) * root, float(own))
        for symbol, weight, part, own in zip(
            risk.history.symbols, weights, parts, share, strict=True
        )
    )


def _parts(
    risk: SeriesRisk, matrix: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    if risk.sample.method in {"gaussian", "cornish_fisher"}:
        covariance = np.atleast_2d(np.cov(matrix, rowvar=False))
        mean = matrix.mean(axis=0)
        return gaussian_components(weights, mean, covariance, risk.sample.confidence)
    scenarios, scale = matrix * weights, 1.0
    if risk.sample.method == "fhs":
        history = risk.history
        ahead, scale = filtered_volatility(history.sample, history.earlier)
        usable = ahead > 0.0
        if not usable.any():  # nothing ever moved: the filter has no volatility to scale by
            return np.full(weights.size, np.nan)
        scenarios = scenarios[usable] / ahead[usable, None]
    return scenario_components(scenarios, risk.sample.confidence, scale=scale)


def _correlation(history: ReturnHistory, matrix: NDArray[np.float64], period: str) -> Correlation:
    found = correlation(matrix, min_overlap=MIN_OVERLAP)
    dates = history.sample_dates
    return Correlation(
        symbols=history.symbols,
        matrix=tuple(map(tuple, found.matrix.tolist())),
        overlap=tuple(map(tuple, found.overlap.tolist())),
        period=period,
        period_start=day_start(dates[0].item()),
        as_of=day_start(dates[-1].item()),
        simulated=False,
        min_overlap=MIN_OVERLAP,
        currency=history.currency,
        observations=int(found.overlap.min()),
        alignment=SESSIONS_OF_ALL,
        skipped=tuple(still_members(history.symbols, matrix.T)),
    )


def _episodes(history: ReturnHistory) -> tuple[Stress, ...]:
    days = history.dates[1:]
    out = []
    for episode in EPISODES:
        window = episode_window(days, episode)
        if window is not None:
            loss = compound_loss(history.returns[slice(*window)])
            start, end = day_start(episode.start), day_start(episode.end)
            out.append(Stress(episode.name, start, end, loss))
    return tuple(out)


def _worst(history: ReturnHistory) -> tuple[Stress, ...]:
    """Worst stretches of this portfolio; a stretch starts at the close before its first return."""
    out = []
    for length in WORST_LENGTHS:
        for found in worst_windows(history.returns, length, 3):
            start, end = (day_start(history.dates[at].item()) for at in (found.start, found.end))
            out.append(Stress(_length_name(length), start, end, found.loss))
    return tuple(out)


def _length_name(length: int) -> str:
    return "Worst day" if length == 1 else f"Worst {length} days"


def _shocks(beta: float) -> tuple[Stress, ...]:
    return tuple(
        Stress(f"Market {move:+.0%}", None, None, beta_shock(beta, move), move)
        for move in MARKET_MOVES
        if math.isfinite(beta)
    )
