"""Features of an instrument, from the store or fresh; a person's runs."""

from typing import Final, cast
from uuid import UUID

import numpy as np
import polars as pl
from django.db.models import QuerySet

from apps.core.errors import NotFoundError, UnprocessableError
from apps.core.json import JsonObject
from apps.core.typed.decoding import decode
from apps.core.typed.hints import shallow
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.market_clock import known, past_asked
from apps.instruments.selectors import instrument_get, require_history
from apps.instruments.types import Bars, Instrument, Interval
from apps.pipelines.answers import FeatureResult, FeatureRun, FeatureRunSummary
from apps.pipelines.judging import flagged_bars, with_anomalies
from apps.pipelines.models import FeatureRun as Row
from apps.pipelines.reading import bars_digest, bars_frame, is_simulated, usable_bars
from apps.pipelines.store import manifest_current, part_read
from apps.pipelines.types import NEEDED, Engine, FeatureSeries
from ml.features.catalogue import NAMES
from ml.features.polars_engine import polars_features

QUICK: Final = 10_000
"""Bars up to which a request may compute features itself; more are a job's work."""


def features_read(*, symbol: str, interval: Interval, user_id: int | None) -> FeatureSeries:
    """Return every feature of an instrument's closed bars, oldest first.

    They come from the store when it holds these very bars; else they are computed, up to `QUICK`
    bars. As of a past moment they are always computed: what the store holds is of the present.

    Raises
    ------
    UnknownSymbolError
        For a symbol that the person cannot see.
    InsufficientHistoryError
        With fewer bars than every feature needs.
    UnprocessableError
        When so many bars are not in the store that a run of the pipeline must compute them.
    """
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    bars = usable_bars(instrument=instrument, interval=interval)
    require_history(len(bars), NEEDED, instrument.symbol)
    stored = None if past_asked() else _stored(instrument, interval, bars)
    return stored or _computed(instrument, interval, bars)


def _stored(instrument: Instrument, interval: Interval, bars: Bars) -> FeatureSeries | None:
    manifest = manifest_current(interval)
    part = manifest.part(instrument.id) if manifest else None
    if manifest is None or part is None or part.inputs != bars_digest(bars):
        return None
    table = part_read(manifest, part)
    if table is None:
        return None
    return _series(instrument, interval, table, part.engine, manifest.version)


def _computed(instrument: Instrument, interval: Interval, bars: Bars) -> FeatureSeries:
    if len(bars) > QUICK:
        instead = (
            "The features of a past moment are not stored. Ask for longer bars."
            if past_asked()
            else "Run the feature pipeline for it, then ask again."
        )
        raise UnprocessableError(
            f"{instrument.symbol} has {len(bars)} bars of {interval}, too many to compute while "
            f"you wait. {instead}",
            code="features_not_stored",
            extra={"observations": len(bars)},
        )
    table = with_anomalies(polars_features(bars_frame(instrument.symbol, bars)))
    return _series(instrument, interval, table, "polars", "")


def _series(
    instrument: Instrument, interval: Interval, table: pl.DataFrame, engine: Engine, version: str
) -> FeatureSeries:
    return FeatureSeries(
        symbol=instrument.symbol,
        interval=interval,
        engine=engine,
        source="store" if version else "computed",
        version=version,
        simulated=is_simulated(instrument, interval),
        timestamps=table["timestamp"].to_numpy(),
        close=table["close"].to_numpy(),
        columns={name: np.asarray(table[name].to_numpy()) for name in NAMES},
        scores=table["anomaly_score"].to_numpy(),
        flagged=flagged_bars(table),
    )


def run_rows(*, user_id: int) -> QuerySet[Row]:
    """Return a person's runs, newest first, without their results: for a paginating view."""
    return known(Row.objects.filter(owner_id=user_id)).defer("result")


def run_get(*, job_id: UUID, user_id: int) -> FeatureRun:
    """Return one of the person's runs with its result; another's does not exist for them."""
    row = run_rows(user_id=user_id).defer(None).filter(pk=job_id).first()
    if row is None:
        raise NotFoundError("You have no feature run with this id.", code="unknown_run")
    result = decode(FeatureResult, _with_reasons(row.result))
    return FeatureRun(**shallow(run_summary(row)), result=result)


def _with_reasons(result: JsonObject) -> JsonObject:
    """Return a stored result with the reasons that older ones lack."""
    skipped = [
        one
        if "reason" in one
        else {
            "symbol": one["symbol"],
            "reason": InsufficientHistoryError(
                one["symbol"], observations=one["observations"], needed=one["needed"]
            ).detail,
        }
        for one in result["skipped"]
    ]
    return result | {"skipped": skipped}


def run_summary(row: Row) -> FeatureRunSummary:
    """Return a run as in the list."""
    return FeatureRunSummary(
        id=row.job_id,
        engine=cast("Engine", row.engine),
        interval=cast("Interval", row.interval),
        symbols=tuple(row.symbols),
        rows=row.rows,
        seconds=row.seconds,
        alignment_score=row.alignment_score,
        passed=row.passed,
        failing=tuple(row.failing),
        anomalies=row.anomalies,
        version=row.version,
        created_at=row.created_at,
    )
