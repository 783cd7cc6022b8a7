"""Runs of the feature pipeline and features as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, TypeAlias, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from typing_extensions import Doc

from apps.core.typed.arrays import GappyNumbers, Moments, Numbers
from apps.core.typed.declared import with_fields
from apps.core.typed.hints import Schema
from apps.core.typed.skipped import Skipped
from apps.instruments.types import Interval
from apps.pipelines.types import Engine
from ml.features.alignment import AlignmentState
from ml.features.catalogue import NAMES, Unit

Columns = TypeVar("Columns")
FeatureName: TypeAlias = Annotated[str, Schema(enum=list(NAMES))]


@dataclass(frozen=True)
class EngineInfo:
    """An engine; `reason` says what is missing and what to do when it cannot run here."""

    component: ClassVar[str] = "Engine"

    name: Engine
    title: str
    available: bool
    reason: str = ""
    where: str = ""


@dataclass(frozen=True)
class FeatureDefinition:
    """A feature: LaTeX formula, source, and where it is null."""

    name: FeatureName
    title: str
    unit: Unit
    formula: str
    plain: str
    source: str
    warm_up: int
    nan_rule: str


@dataclass(frozen=True)
class PipelineOptions:
    """What can be asked here."""

    engines: tuple[EngineInfo, ...]
    features: tuple[FeatureDefinition, ...]


@dataclass(frozen=True)
class AlignedColumn:
    """How one column agrees with the reference; `share` counts null positions too."""

    name: FeatureName
    rows: int
    aligned: int
    share: float
    nan_mismatches: int
    max_absolute_error: float
    max_relative_error: float
    state: AlignmentState


@dataclass(frozen=True)
class AlignmentThresholds:
    """What the comparison allows; a price's absolute error is per unit of the close."""

    absolute: float
    relative: float
    aligned: float
    passes: float


@dataclass(frozen=True)
class Stage:
    """What a step of a run did."""

    name: str
    rows: int
    seconds: float
    rows_per_second: float | None


@dataclass(frozen=True)
class AnomalyReason:
    """A feature's part in an oddity; `share` is of everything that made the bar odd."""

    name: FeatureName
    value: float
    share: float


@dataclass(frozen=True)
class Anomaly:
    """An odd bar; `suspect` when its price left and came back as wrong prices do."""

    timestamp: datetime
    score: float
    suspect: bool
    reasons: tuple[AnomalyReason, ...]


@dataclass(frozen=True)
class RunAnomaly(Anomaly):
    """An odd bar of a run."""

    symbol: str


@dataclass(frozen=True)
class RunSymbol:
    """One instrument of a run and its Parquet file."""

    symbol: str
    rows: int
    first_bar: datetime
    last_bar: datetime
    anomalies: int
    simulated: bool
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FeatureResult:
    """What a run gave; `parquet_path` is the folder of the store's version on the server."""

    engine: Engine
    interval: Interval
    rows: int
    seconds: float
    rows_per_second: float | None
    alignment_score: float
    passed: bool
    failing: tuple[FeatureName, ...]
    alignment: tuple[AlignedColumn, ...]
    thresholds: AlignmentThresholds
    stages: tuple[Stage, ...]
    symbols: tuple[RunSymbol, ...] = ()
    skipped: tuple[Skipped, ...]
    anomaly_count: int = 0
    anomalies: tuple[RunAnomaly, ...] = ()
    version: str = ""
    parquet_path: str = ""


@dataclass(frozen=True, kw_only=True)
class FeatureRunSummary:
    """A finished run in the list."""

    id: Annotated[UUID, Doc("The id of its job.")]
    engine: Engine
    interval: Interval
    symbols: tuple[str, ...]
    rows: int
    seconds: float
    alignment_score: float
    passed: bool
    failing: tuple[FeatureName, ...]
    anomalies: int
    version: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class FeatureRun(FeatureRunSummary):
    """A finished run with its result."""

    result: FeatureResult


def _with_features(columns: type[Columns]) -> type[Columns]:
    """Return a type with a column for each feature, so that a new one cannot be forgotten here."""
    judged = (("anomaly_score", GappyNumbers), ("anomaly", NDArray[np.bool_]))
    return with_fields(columns, [*((name, GappyNumbers) for name in NAMES), *judged])


@_with_features
@dataclass(frozen=True, eq=False)
class FeatureColumns:
    """Columns of one length, oldest first; null where a feature has no value."""

    timestamp: Moments
    close: Numbers


@dataclass(frozen=True, kw_only=True)
class FeatureAnomalies:
    """Odd bars of an instrument, oldest first."""

    symbol: str
    interval: Interval
    simulated: bool
    as_of: datetime
    observations: int
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Features:
    """Features of an instrument: from the store's version, or computed for this answer."""

    symbol: str
    interval: Interval
    period: str
    engine: Engine
    source: Literal["store", "computed"]
    version: str
    simulated: bool
    as_of: datetime
    observations: int
    series: FeatureColumns
    anomalies: tuple[Anomaly, ...]
    catalogue: tuple[FeatureDefinition, ...]
