"""The answer to "Why this number?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.quality.catalogue import Measure


@dataclass(frozen=True, slots=True)
class Second:
    """The second engine's answer, or why there is none."""

    engine: str | None
    value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """What computed the figure: the package, the function, and a digest of its source."""

    package: str
    function: str
    digest: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure with everything it came from."""

    measure: Measure
    value: Any
    inputs: tuple[tuple[str, Any], ...]
    source: str
    provider: str
    as_of: str
    observations: int
    code: CodeVersion
    second: Second
    link: str
    params: Mapping[str, str]
    currency: str
    """Of amounts and prices, empty where the document names none."""
