"""Measure how often the test of forecasts rejects equal ones, and finds better ones.

    .venv/bin/python -m scripts.measure_test_size [--series 4000]

Prints one Markdown row for each process, horizon and length: rejections of equal forecasts at a
nominal 5 %, by the product's test and by the kernel of Harvey, Leybourne and Newbold (HLN), and
how often a gain of 2.8 standard errors is found, which a test that knew the variance does in 80 %.
"""

import argparse
from typing import Final, Literal, TypeAlias

import numpy as np
from scipy import stats

from ml.evaluation.tests import diebold_mariano
from ml.typing import Float64Array1D, Float64Array2D

Process: TypeAlias = Literal["independent", "overlapping", "volatile", "persistent"]
PROCESSES: Final[tuple[Process, ...]] = ("independent", "overlapping", "volatile", "persistent")
_BURN: Final = 200


def equal_losses(
    process: Process, series: int, days: int, horizon: int, rng: np.random.Generator
) -> Float64Array2D:
    """Loss advantages of two forecasts that are equally good.

    Parameters
    ----------
    process : str
        `independent` noise; squared errors of two forecasts with `overlapping` targets, also under
        `volatile` returns (GARCH .05/.10/.85); a `persistent` advantage (AR(1), 0.5).
    series, days : int
        Shape of the answer.
    horizon : int
        Periods a target spans.
    rng : numpy.random.Generator
        Source of the noise.

    Returns
    -------
    ndarray of shape (series, days)
        Mean zero in expectation.
    """
    length = days + horizon + _BURN
    if process == "independent":
        return rng.standard_normal((series, days))
    if process == "persistent":
        noise = rng.standard_normal((series, length))
        for day in range(1, length):
            noise[:, day] += 0.5 * noise[:, day - 1]
        return noise[:, -days:]
    ours, theirs = (rng.standard_normal((series, length)) for _ in range(2))
    if process == "volatile":
        _make_volatile(ours, theirs)
    return np.square(_overlap(ours, days, horizon)) - np.square(_overlap(theirs, days, horizon))


def _overlap(errors: Float64Array2D, days: int, horizon: int) -> Float64Array2D:
    """Sums over the horizon that begin at each day."""
    windows = np.lib.stride_tricks.sliding_window_view(errors, horizon, axis=1)
    sums: Float64Array2D = windows.sum(axis=2)[:, -days:]
    return sums


def _make_volatile(ours: Float64Array2D, theirs: Float64Array2D) -> None:
    """Scale both errors, in place, by one GARCH(1,1) volatility."""
    variance = np.ones(ours.shape[0])
    for day in range(ours.shape[1]):
        ours[:, day] *= np.sqrt(variance)
        theirs[:, day] *= np.sqrt(variance)
        variance = 0.05 + 0.10 * np.square(ours[:, day]) + 0.85 * variance


def truncated_kernel(advantage: Float64Array1D, horizon: int) -> float:
    """Two-sided p-value as Harvey, Leybourne and Newbold (1997) define the test."""
    size, centred = advantage.size, advantage - advantage.mean()
    covariance = [float(centred[k:] @ centred[: size - k]) / size for k in range(horizon)]
    variance = covariance[0] + 2.0 * sum(covariance[1:])
    if variance <= 0.0:
        return 1.0
    factor = (size + 1 - 2 * horizon + horizon * (horizon - 1) / size) / size
    statistic = float(advantage.mean()) / np.sqrt(variance / size) * np.sqrt(factor)
    return float(2.0 * stats.t.sf(abs(statistic), size - 1))


def _row(process: Process, horizon: int, days: int, series: int) -> str:
    rng = np.random.default_rng([11, days, horizon, PROCESSES.index(process)])
    losses = equal_losses(process, series, days, horizon, rng)
    shift = 2.8 * float(losses.mean(axis=1).std())
    ours = [diebold_mariano(row, horizon=horizon).p_value < 0.05 for row in losses]
    theirs = [truncated_kernel(row, horizon) < 0.05 for row in losses]
    power = [diebold_mariano(row, horizon=horizon).p_value < 0.05 for row in losses + shift]
    also = [truncated_kernel(row, horizon) < 0.05 for row in losses + shift]
    shares = (100.0 * float(np.mean(one)) for one in (ours, theirs, power, also))
    return f"| {process} | {horizon} | {days} | " + " | ".join(f"{x:.1f}" for x in shares) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=4_000)
    series = parser.parse_args().series
    print("| losses | h | days | size, ours | size, HLN | power, ours | power, HLN |")  # noqa: T201  a script
    print("|---|---|---|---|---|---|---|")  # noqa: T201  a script
    for process in PROCESSES:
        for horizon in (1, 2, 3, 4, 5):
            for days in (60, 250, 500, 1_250, 2_500):
                print(_row(process, horizon, days, series), flush=True)  # noqa: T201  a script


if __name__ == "__main__":
    main()
