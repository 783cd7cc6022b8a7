"""What the catalogue's and the explanations' routes send."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from typing_extensions import Doc

from apps.core.typed.hints import Schema
from ml.measures.measure import Unit


@dataclass(frozen=True)
class MeasureAnswer:
    """A measure of the catalogue."""

    component: ClassVar[str] = "Measure"

    id: str
    title: str
    meaning: str
    formula: str
    unit: Unit
    sign: str
    citation: str
    function: str
    second_engine: bool


@dataclass(frozen=True)
class MeasureCatalogue:
    """The whole catalogue, in one page."""

    results: tuple[MeasureAnswer, ...]
    next: str | None = None


@dataclass(frozen=True)
class Input:
    """One input with its value, a number or a text."""

    label: str
    value: Any


@dataclass(frozen=True)
class Code:
    """The code that computed it."""

    package: str
    function: str
    digest: Annotated[str, Doc("SHA-256 of the source file, its first 12 digits.")]


@dataclass(frozen=True)
class SecondAnswer:
    """The second engine, or in `note` why there is none."""

    component: ClassVar[str] = "Second"

    engine: str | None
    value: float | None
    difference: Annotated[float | None, Doc("First less second.")]
    tolerance: Annotated[
        float | None, Doc("Largest difference allowed, relative to the larger of both values.")
    ]
    agrees: Annotated[
        bool | None,
        Doc("Whether both are the same within the tolerance; null without a second engine."),
    ]
    note: str


@dataclass(frozen=True)
class Why:
    """A number and everything it came from."""

    measure: str
    title: str
    meaning: str
    formula: str
    unit: Unit
    sign: str
    citation: str
    value: Any
    currency: Annotated[str, Doc("Of an amount or price; empty where none is known.")]
    inputs: tuple[Input, ...]
    source: str
    provider: str
    as_of: Annotated[str, Schema(format="date-time")]
    observations: int
    code: Code
    second: SecondAnswer
    link: Annotated[str, Doc("Address that shows the number and this explanation.")]
