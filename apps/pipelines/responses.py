"""Features and their agreement as the answers that go out."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from apps.core.clock import moment_of
from apps.core.errors import UnprocessableError
from apps.core.typed.arrays import moments
from apps.instruments.intervals import period_start
from apps.instruments.selectors.bars import day_us
from apps.pipelines.answers import (
    AlignedColumn,
    AlignmentThresholds,
    Anomaly,
    AnomalyReason,
    FeatureAnomalies,
    FeatureColumns,
    FeatureDefinition,
    Features,
)
from apps.pipelines.types import FeatureSeries, FlaggedBar
from ml.features.alignment import ABSOLUTE, ALIGNED, PASS, RELATIVE, Alignment
from ml.features.catalogue import FEATURES, NAMES

MAX_ROWS: Final = 20_000
"""Bars of one answer, as of a history: some 10 MB. The export, a file, has no limit."""
THRESHOLDS: Final = AlignmentThresholds(
    absolute=ABSOLUTE, relative=RELATIVE, aligned=ALIGNED, passes=PASS
)
"""What the comparison allows."""
CATALOGUE: Final = tuple(
    FeatureDefinition(
        name=one.name,
        title=one.title,
        unit=one.unit,
        formula=one.formula,
        plain=one.plain,
        source=one.source,
        warm_up=one.warm_up,
        nan_rule=one.nan_rule,
    )
    for one in FEATURES
)
"""Every feature's definition."""


def aligned_columns(found: Alignment) -> tuple[AlignedColumn, ...]:
    """Return the agreement of every column."""
    return tuple(
        AlignedColumn(
            name=column.name,
            rows=column.rows,
            aligned=column.aligned,
            share=column.share,
            nan_mismatches=column.nan_mismatches,
            max_absolute_error=column.max_absolute,
            max_relative_error=column.max_relative,
            state=column.state,
        )
        for column in found.columns
    )


def anomaly_answer(bar: FlaggedBar) -> Anomaly:
    """Return an odd bar with what made it odd."""
    reasons = tuple(AnomalyReason(one.name, one.value, one.share) for one in bar.reasons)
    return Anomaly(moment_of(bar.timestamp_us), bar.score, bar.suspect, reasons)


def anomalies_answer(found: FeatureSeries, period: str) -> FeatureAnomalies:
    """Return the odd bars of a period that ends with the last bar."""
    return FeatureAnomalies(
        symbol=found.symbol,
        interval=found.interval,
        simulated=found.simulated,
        as_of=moment_of(int(found.timestamps[-1])),
        observations=len(found),
        anomalies=_anomalies(found.flagged, first_row(found, period)),
    )


def _anomalies(flagged: Iterable[FlaggedBar], first: int) -> tuple[Anomaly, ...]:
    return tuple(anomaly_answer(bar) for bar in flagged if bar.row >= first)


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


def features_answer(found: FeatureSeries, period: str) -> Features:
    """Return features over a period that ends with the last bar.

    Raises
    ------
    UnprocessableError
        When the period has more than `MAX_ROWS` bars.
    """
    first = first_row(found, period)
    _check_size(len(found) - first, found.interval)
    columns: dict[str, Any] = {name: found.columns[name][first:] for name in NAMES}
    columns |= {"anomaly_score": found.scores[first:], "anomaly": found.flags[first:]}
    return Features(
        symbol=found.symbol,
        interval=found.interval,
        period=period,
        engine=found.engine,
        source=found.source,
        version=found.version,
        simulated=found.simulated,
        as_of=moment_of(int(found.timestamps[-1])),
        observations=len(found),
        series=FeatureColumns(
            timestamp=moments(found.timestamps[first:]),
            close=found.close[first:],
            **columns,
        ),
        anomalies=_anomalies(found.flagged, first),
        catalogue=CATALOGUE,
    )
