"""Frozen values as the documents that go out."""

from typing import Any, Final

import numpy as np

from apps.core.clock import microseconds_iso
from apps.core.errors import UnprocessableError
from apps.instruments.intervals import period_start
from apps.instruments.selectors.bars import day_us
from apps.pipelines.types import EngineInfo, FeatureSeries, FlaggedBar, RunInfo
from ml.features.alignment import ABSOLUTE, ALIGNED, PASS, RELATIVE, Alignment, ColumnAlignment
from ml.features.catalogue import FEATURES, NAMES

MAX_ROWS: Final = 20_000
"""Bars of one answer, as of a history: some 10 MB. The export, a file, has no limit."""


def alignment_columns(found: Alignment) -> list[dict[str, Any]]:
    """Return the agreement of every column."""
    return [_column(column) for column in found.columns]


def _column(column: ColumnAlignment) -> dict[str, Any]:
    return {
        "name": column.name,
        "rows": column.rows,
        "aligned": column.aligned,
        "share": column.share,
        "nan_mismatches": column.nan_mismatches,
        "max_absolute_error": column.max_absolute,
        "max_relative_error": column.max_relative,
        "state": _state(column.share),
    }


def _state(share: float) -> str:
    if share < PASS:
        return "failed"
    return "aligned" if share >= ALIGNED else "drifting"


def thresholds() -> dict[str, float]:
    """Return what the comparison allows."""
    return {"absolute": ABSOLUTE, "relative": RELATIVE, "aligned": ALIGNED, "passes": PASS}


def catalogue() -> list[dict[str, Any]]:
    """Return every feature's definition."""
    return [
        {
            "name": feature.name,
            "title": feature.title,
            "unit": feature.unit,
            "formula": feature.formula,
            "plain": feature.plain,
            "source": feature.source,
            "warm_up": feature.warm_up,
            "nan_rule": feature.nan_rule,
        }
        for feature in FEATURES
    ]


def engine_response(engine: EngineInfo) -> dict[str, Any]:
    """Return an engine with whether it can run here."""
    return {
        "name": engine.name,
        "title": engine.title,
        "available": engine.available,
        "reason": engine.reason,
        "where": engine.where,
    }


def run_response(run: RunInfo) -> dict[str, Any]:
    """Return a run as in the list."""
    return {
        "id": run.job_id,
        "engine": run.engine,
        "interval": run.interval,
        "symbols": run.symbols,
        "rows": run.rows,
        "seconds": run.seconds,
        "alignment_score": run.alignment_score,
        "passed": run.passed,
        "failing": run.failing,
        "anomalies": run.anomalies,
        "version": run.version,
        "created_at": run.created_at,
    }


def flagged_response(bar: FlaggedBar) -> dict[str, Any]:
    """Return an odd bar with what made it odd."""
    return {
        "timestamp": microseconds_iso(bar.timestamp_us),
        "score": bar.score,
        "suspect": bar.suspect,
        "reasons": bar.reasons,
    }


def anomalies_response(found: FeatureSeries, period: str) -> dict[str, Any]:
    """Return the odd bars of a period that ends with the last bar."""
    first = first_row(found, period)
    return {
        "symbol": found.symbol,
        "interval": found.interval,
        "simulated": found.simulated,
        "as_of": microseconds_iso(int(found.timestamps[-1])),
        "observations": len(found),
        "anomalies": [flagged_response(bar) for bar in found.flagged if bar.row >= first],
    }


def _check_size(rows: int, interval: str) -> None:
    if rows > MAX_ROWS:
        raise UnprocessableError(
            f"These are features of {rows:,} bars of {interval}; an answer has at most "
            f"{MAX_ROWS:,}. Ask for a shorter period or a coarser interval, or download all of "
            "them from /api/v1/exports/features.",
            code="too_many_bars",
            extra={"observations": rows},
        )


def first_row(found: FeatureSeries, period: str) -> int:
    """Return where a period that ends with the last bar begins."""
    last = found.timestamps[-1:].astype("datetime64[us]").astype("datetime64[D]")[0].item()
    start = period_start(period, last)
    return 0 if start is None else int(np.searchsorted(found.timestamps, day_us(start)))


def features_response(found: FeatureSeries, period: str) -> dict[str, Any]:
    """Return features over a period that ends with the last bar; columns as numpy arrays.

    Raises
    ------
    UnprocessableError
        When the period has more than `MAX_ROWS` bars.
    """
    first = first_row(found, period)
    _check_size(len(found) - first, found.interval)
    series: dict[str, Any] = {
        "timestamp": [microseconds_iso(int(moment)) for moment in found.timestamps[first:]],
        "close": found.close[first:],
    }
    series |= {name: found.columns[name][first:] for name in NAMES}
    series |= {"anomaly_score": found.scores[first:], "anomaly": found.flags[first:]}
    return {
        "symbol": found.symbol,
        "interval": found.interval,
        "period": period,
        "engine": found.engine,
        "source": found.source,
        "version": found.version,
        "simulated": found.simulated,
        "as_of": microseconds_iso(int(found.timestamps[-1])),
        "observations": len(found),
        "series": series,
        "anomalies": [flagged_response(bar) for bar in found.flagged if bar.row >= first],
        "catalogue": catalogue(),
    }
