"""What the routes of the alignment send, and the rows that a run keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from typing_extensions import Doc


@dataclass(frozen=True, kw_only=True)
class ComparedMeasure:
    """One measure by one second engine, as a run keeps it."""

    key: str
    measure: str
    engine: str
    tolerance: Annotated[float, Doc("Largest relative difference allowed.")]
    samples: int
    values: int
    failed: Annotated[int, Doc("Samples beyond the tolerance.")]
    refused: Annotated[int, Doc("Samples for which the product gives no value.")] = 0
    passed: bool
    absolute: float | None
    relative: float | None
    gap: Annotated[bool, Doc("One engine had a value where the other had none.")]
    worst: Annotated[str, Doc("Where they are farthest apart.")]
    first: float | None
    second: float | None


@dataclass(frozen=True, kw_only=True)
class AlignmentRow(ComparedMeasure):
    """One measure by one second engine."""

    title: str


@dataclass(frozen=True)
class Alignment:
    """One comparison of both engines over all measures."""

    id: int
    nightly: Annotated[
        bool, Doc("Of the system's instruments, by itself: at the first start and each night.")
    ]
    started_at: datetime
    finished_at: datetime
    passed: Annotated[bool, Doc("Whether the score reaches 0.95.")]
    measures: Annotated[int, Doc("Measures by second engines.")]
    failing: int
    symbols: int
    compared: Annotated[int, Doc("Single values.")]
    score: Annotated[float, Doc("Share of measures whose engines agree.")]
    code: Annotated[str, Doc("Digest of the numeric code.")]


@dataclass(frozen=True)
class AlignmentDetail(Alignment):
    """A comparison with its table."""

    rows: tuple[AlignmentRow, ...]
    catalogued: Annotated[int, Doc("Measures in the catalogue.")]


@dataclass(frozen=True)
class AlignmentResult:
    """What the job answers."""

    component: ClassVar[str] = "AlignmentResult"

    measures: int
    failing: tuple[str, ...]
    symbols: int
    compared: int
    score: float
