"""Measure the forecast models on the demo's real closes and print the figures of ADR 4.

    OMP_NUM_THREADS=1 python -m scripts.measure_forecasts --out var/measured

It walks forward over the 21 stocks that train, exports every out-of-sample forecast as Parquet,
scores the models again from that file alone and checks that both give the same R2.
"""

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import torch

from ml.evaluation.scorecard import Scorecard
from ml.evaluation.scores import r2_vs_random_walk
from ml.evaluation.track import Track
from ml.models.registry import MEMBERS
from ml.pipelines.bundle import Bundle
from ml.pipelines.forecasting import pooled_scores, predict, record, symbol_scores
from ml.pipelines.issuing import issue
from ml.pipelines.training import HORIZONS, KINDS, Dataset, dataset, ensemble, train

FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures" / "demo"
SOURCES: Final = ("skfolio-stocks", "kaggle-nvidia")
UNTIL: Final = date(2022, 12, 28)
"""The last day of the pool: one stock's data go on, and these are asked about but not learnt."""
SEED: Final = 20_220_628
CRASH: Final = (date(2020, 2, 20), date(2020, 4, 10))
REPRODUCED: Final = 1e-6


def _adjusted(known: pl.DataFrame) -> pl.DataFrame:
    """Return closes times the factors of all later splits and dividends."""
    actions = pl.read_parquet(FIXTURES / "actions.parquet")
    later = (
        known.join(actions, on="symbol", how="left")
        .group_by("symbol", "date", "close")
        .agg(
            pl.col("price_factor")
            .filter(pl.col("ex_date") > pl.col("date"))
            .product()
            .alias("factor")
        )
    )
    return later.select("symbol", "date", pl.col("close") * pl.col("factor"))


def closes() -> tuple[tuple[str, ...], Any, Any]:
    """Return symbols, dates and closes of the pool."""
    listed = json.loads((FIXTURES / "instruments.json").read_text())
    symbols = [one["symbol"] for one in listed if one["source"] in SOURCES]
    frames = [pl.read_parquet(FIXTURES / f"{name}.parquet") for name in ("closes", "candles")]
    known = pl.concat([frame.select("symbol", "date", "close") for frame in frames])
    wide = (
        _adjusted(known.filter(pl.col("symbol").is_in(symbols)))
        .pivot(on="symbol", index="date", values="close")
        .sort("date")
    )
    dates = wide["date"].to_numpy().astype("datetime64[D]")
    return tuple(symbols), dates, wide.select(symbols).to_numpy().astype(np.float64)


def exported(data: Dataset, kind: str, track: Track) -> pl.DataFrame:
    """Return every out-of-sample forecast that is scored with the pool, one row each."""
    parts = []
    for column in range(HORIZONS):
        known = data.pool & np.isfinite(track.predictions[:, column])
        known &= np.isfinite(data.targets.scaled[:, column])
        rows = np.flatnonzero(known)
        scale = data.targets.scale[rows, column]
        parts.append(
            pl.DataFrame(
                {
                    "model": kind,
                    "symbol": np.array(data.frame.symbols)[data.frame.symbol[rows]],
                    "date": data.frame.dates[rows],
                    "horizon": np.full(rows.size, column + 1),
                    "forecast": track.predictions[rows, column] * scale,
                    "actual": data.targets.scaled[rows, column] * scale,
                    "radius_95": track.radii[rows, column, -1] * scale,
                    "probability_up": track.up.probability[rows, column],
                    "base_rate_up": track.up.base_rate[rows, column],
                }
            )
        )
    return pl.concat(parts)


def reproduced(frame: pl.DataFrame, cards: tuple[Scorecard, ...]) -> float:
    """Return the largest distance of a reported R2 from the one of the exported forecasts."""
    distances = []
    for card in cards:
        part = frame.filter(pl.col("horizon") == card.horizon)
        again = r2_vs_random_walk(part["actual"].to_numpy(), part["forecast"].to_numpy())
        distances.append(abs(again - card.skill.r2_vs_random_walk))
    return max(distances)


def crash_coverage(frame: pl.DataFrame) -> float:
    """Return the 95 % coverage of one-day intervals in the crash of 2020."""
    part = frame.filter(
        (pl.col("horizon") == 1)
        & pl.col("date").is_between(*CRASH)
        & pl.col("radius_95").is_finite()
    )
    inside = (part["actual"] - part["forecast"]).abs() <= part["radius_95"]
    return float(np.mean(inside.to_numpy()))


def line(kind: str, card: Scorecard, seconds: float, crash: float) -> str:
    """Return one row of the table."""
    skill, direction, coverage = card.skill, card.direction, card.coverage
    levels = "/".join(f"{100 * coverage.levels[level]:.1f}" for level in ("80", "90", "95"))
    return (
        f"{kind:18s} {card.horizon}d R2 {100 * skill.r2_vs_random_walk:+6.3f} % "
        f"DM {skill.dm_statistic:+5.2f} acc {100 * direction.accuracy:5.2f} % "
        f"(up {100 * direction.base_rate:5.2f} %, t {direction.edge_t:+5.2f}) "
        f"Brier-base {direction.brier - direction.brier_base_rate:+.5f} "
        f"cov {levels} worst60 {100 * coverage.worst_60_days:.1f} crash {100 * crash:.1f} "
        f"Winkler {100 * coverage.winkler_95:.2f} % n {skill.observations} cpu {seconds:.1f} s"
    )


def measure(data: Dataset, kind: str, bundle: Bundle, started: float) -> tuple[str, pl.DataFrame]:
    """Score a model, forecast every symbol, and return its lines and its exported forecasts."""
    track = record(data, predict(bundle, data))
    cards = pooled_scores(data, track)
    own = [symbol_scores(data, track, symbol) for symbol in data.frame.symbols]
    for symbol in data.frame.symbols:
        issue(bundle, data, track, symbol)
    seconds = time.process_time() - started
    frame = exported(data, kind, track)
    distance = reproduced(frame, cards)
    if distance > REPRODUCED:
        raise SystemExit(f"{kind}: the reported R2 is off by {distance:.1e} from the export")
    crash = crash_coverage(frame)
    off = max(abs(cards_[0].coverage.levels["95"] - 0.95) for cards_ in own)
    lines = [line(kind, cards[column], seconds, crash) for column in (0, HORIZONS - 1)]
    return "\n".join(
        [*lines, f"{'':18s} largest miss of 95 % per symbol, 1d: {100 * off:.2f}"]
    ), frame


def main() -> None:
    """Train, measure, print and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="folder for the exported forecasts")
    parser.add_argument("--models", nargs="*", default=list(KINDS))
    asked = parser.parse_args()
    torch.set_num_threads(1)
    begun = time.process_time()
    data = dataset(*closes(), until=np.datetime64(UNTIL))
    bundles: dict[str, Bundle] = {}
    frames = []
    for kind in asked.models:
        started = time.process_time()
        if kind == "ensemble":
            bundles[kind] = ensemble([bundles[member] for member in MEMBERS])
        else:
            bundles[kind] = train(data, kind, seed=SEED)
        text, frame = measure(data, kind, bundles[kind], started)
        frames.append(frame)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    sys.stdout.write(f"all: {time.process_time() - begun:.0f} s of CPU on one thread\n")
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        pl.concat(frames).write_parquet(asked.out / "forecasts.parquet")


if __name__ == "__main__":
    main()
