"""Runs of the feature pipeline; only workers import this file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl
from django.conf import settings

from apps.core.clock import moment_of
from apps.core.errors import FieldProblem, UnprocessableError
from apps.core.typed.hints import shallow
from apps.core.typed.skipped import Skipped
from apps.instruments.selectors import instruments_by_symbol, require_history, usable_members
from apps.instruments.types import Instrument
from apps.jobs.types import JobContext, JobOutcome
from apps.pipelines.answers import FeatureResult, RunAnomaly, RunSymbol
from apps.pipelines.engines import engine_check
from apps.pipelines.judging import flagged_bars, with_anomalies
from apps.pipelines.progress import Progress
from apps.pipelines.reading import bars_digest, bars_frame, is_simulated, usable_bars
from apps.pipelines.responses import THRESHOLDS, aligned_columns, anomaly_answer
from apps.pipelines.services import run_record
from apps.pipelines.store import draft_folder, file_sha256, publish, version_path
from apps.pipelines.types import (
    CHECK,
    COMPUTE,
    JUDGE,
    NEEDED,
    READ,
    STORE,
    FeatureAsk,
    StoredPart,
)
from ml.features.alignment import Alignment
from ml.pipelines.features import align_files, features_by_polars, parquet_files
from ml.pipelines.spark_process import SparkOptions, SparkRunError, features_by_spark

BATCH: Final = 250_000
"""Rows of a file of bars: what an engine holds at a time."""
MOST_ANOMALIES: Final = 200


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument of a run, with the digest of its bars."""

    instrument: Instrument
    digest: str
    simulated: bool


def features(context: JobContext) -> JobOutcome[FeatureResult]:
    """Compute, check, judge and store the features of some instruments."""
    ask = context.question(FeatureAsk)
    engine_check(ask.engine)
    owner = context.owner_id or 0
    with draft_folder(ask.interval) as draft:
        progress = Progress(context)
        sources, skipped = _read(ask, owner, draft / "bars", progress)
        rows = _compute(ask, draft, progress)
        alignment = _check(draft, rows, progress)
        summary = _summary(ask, alignment, rows, skipped, progress)
        if alignment.failing:
            run_record(job_id=context.job_id, owner_id=owner, ask=ask, result=summary)
            raise _disagreement(alignment)
        parts, flagged = _judge(ask, sources, draft, rows, progress)
        result = _stored(summary, sources, parts, flagged, draft, progress)
        record = partial(run_record, job_id=context.job_id, owner_id=owner, ask=ask, result=result)
        return JobOutcome(result, persist=record)


def _read(
    ask: FeatureAsk, owner: int, folder: Path, progress: Progress
) -> tuple[dict[str, Source], tuple[Skipped, ...]]:
    """Write the bars of every instrument that can be used in files of whole symbols."""
    progress.begin(READ)
    folder.mkdir()
    known = instruments_by_symbol(symbols=ask.symbols, user_id=owner)
    files = _Files(folder)
    sources: dict[str, Source] = {}

    def read(symbol: str) -> None:
        bars = usable_bars(instrument=known[symbol], interval=ask.interval)
        progress.share(len(sources) / len(known), f"{symbol}: {len(bars):,} bars")
        require_history(len(bars), NEEDED, symbol)
        files.add(bars_frame(symbol, bars))
        simulated = is_simulated(known[symbol], ask.interval)
        sources[symbol] = Source(known[symbol], bars_digest(bars), simulated)

    _, skipped = usable_members(known, read)
    files.flush()
    progress.end(files.rows)
    return sources, skipped


class _Files:
    """Bars on their way into files of about `BATCH` rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[pl.DataFrame] = []
        self._written = self.rows = 0

    def add(self, table: pl.DataFrame) -> None:
        self._waiting.append(table)
        self.rows += len(table)
        if sum(map(len, self._waiting)) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            name = f"{self._written:05d}.parquet"
            pl.concat(self._waiting).write_parquet(self._folder / name)
            self._waiting, self._written = [], self._written + 1


def _compute(ask: FeatureAsk, draft: Path, progress: Progress) -> int:
    progress.begin(COMPUTE)
    bars, answers = draft / "bars", draft / "answers"
    if ask.engine == "polars":
        rows = features_by_polars(bars, answers, progress.rows)
    else:
        options = SparkOptions(
            settings.SPARK_MASTER, settings.SPARK_DRIVER_HOST, settings.SPARK_MEMORY
        )
        try:
            features_by_spark(bars, answers, options, progress.share)
        except SparkRunError as error:
            raise UnprocessableError(
                f"{error}. Check SIGHTLINE_SPARK_MASTER ({options.master}), or choose the polars "
                "engine.",
                code="spark_failed",
            ) from error
        rows = sum(len(table) for table in _tables(answers))
    progress.end(rows)
    return rows


def _check(draft: Path, rows: int, progress: Progress) -> Alignment:
    progress.begin(CHECK)
    found = align_files(draft / "bars", draft / "answers", progress.rows)
    progress.end(rows)
    return found


def _disagreement(found: Alignment) -> UnprocessableError:
    names = ", ".join(column.name for column in found.failing)
    problems = [
        FieldProblem(column.name, f"{column.share:.2%} of rows agree") for column in found.failing
    ]
    return UnprocessableError(
        f"The engine does not agree with the reference in {names}. Nothing was stored; run it "
        "with the other engine and report this.",
        code="alignment_failed",
        errors=problems,
        extra={"alignment_score": found.score, "alignment": aligned_columns(found)},
    )


def _judge(
    ask: FeatureAsk, sources: dict[str, Source], draft: Path, rows: int, progress: Progress
) -> tuple[list[StoredPart], list[RunAnomaly]]:
    """Find each instrument's anomalies and write its file."""
    progress.begin(JUDGE)
    (draft / "parts").mkdir()
    parts: list[StoredPart] = []
    flagged: list[RunAnomaly] = []
    done = 0
    for table in _symbol_tables(draft / "answers"):
        symbol = str(table["symbol"][0])
        judged = with_anomalies(table.sort("timestamp"))
        parts.append(_part(ask, symbol, sources[symbol], judged, draft / "parts"))
        odd = (anomaly_answer(bar) for bar in flagged_bars(judged))
        flagged += [RunAnomaly(**shallow(one), symbol=symbol) for one in odd]
        done += len(table)
        progress.rows(done, rows)
    progress.end(done)
    return parts, flagged


def _part(
    ask: FeatureAsk, symbol: str, source: Source, table: pl.DataFrame, folder: Path
) -> StoredPart:
    file = folder / f"{source.instrument.id}.parquet"
    table.write_parquet(file)
    return StoredPart(
        instrument_id=source.instrument.id,
        symbol=symbol,
        engine=ask.engine,
        rows=len(table),
        first_us=int(table["timestamp"][0]),
        last_us=int(table["timestamp"][-1]),
        inputs=source.digest,
        sha256=file_sha256(file),
    )


def _stored(
    summary: FeatureResult,
    sources: dict[str, Source],
    parts: list[StoredPart],
    flagged: list[RunAnomaly],
    draft: Path,
    progress: Progress,
) -> FeatureResult:
    """Publish a version of the store; return the result with what it holds."""
    progress.begin(STORE)
    manifest = publish(summary.interval, draft / "parts", parts)
    progress.end(sum(part.rows for part in parts))
    counts = Counter(bar.symbol for bar in flagged)
    symbols = tuple(
        _run_symbol(part, sources[part.symbol], counts[part.symbol])
        for part in sorted(parts, key=lambda part: part.symbol)
    )
    flagged.sort(key=lambda bar: bar.score, reverse=True)
    return replace(
        summary,
        stages=tuple(progress.stages),
        anomaly_count=len(flagged),
        anomalies=tuple(flagged[:MOST_ANOMALIES]),
        version=manifest.version,
        parquet_path=str(version_path(summary.interval, manifest.version)),
        symbols=symbols,
    )


def _run_symbol(part: StoredPart, source: Source, anomalies: int) -> RunSymbol:
    return RunSymbol(
        symbol=part.symbol,
        rows=part.rows,
        first_bar=moment_of(part.first_us),
        last_bar=moment_of(part.last_us),
        anomalies=anomalies,
        simulated=source.simulated,
        file=part.file,
        sha256=part.sha256,
    )


def _summary(
    ask: FeatureAsk, found: Alignment, rows: int, skipped: tuple[Skipped, ...], progress: Progress
) -> FeatureResult:
    """Return what is known before anything is stored."""
    computed = next(stage for stage in progress.stages if stage.name == COMPUTE)
    return FeatureResult(
        engine=ask.engine,
        interval=ask.interval,
        rows=rows,
        seconds=computed.seconds,
        rows_per_second=computed.rows_per_second,
        alignment_score=found.score,
        passed=not found.failing,
        failing=tuple(column.name for column in found.failing),
        alignment=aligned_columns(found),
        thresholds=THRESHOLDS,
        stages=tuple(progress.stages),
        skipped=skipped,
    )


def _tables(folder: Path) -> Iterator[pl.DataFrame]:
    for file in parquet_files(folder):
        yield pl.read_parquet(file)


def _symbol_tables(folder: Path) -> Iterator[pl.DataFrame]:
    """Give one instrument's rows at a time; an engine's files hold whole symbols."""
    for table in _tables(folder):
        yield from table.partition_by("symbol", maintain_order=True)
