"""The answer to "Why this number?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.explain.catalogue import Entry
from apps.explain.cross_check.types import SCALE_FLOOR


@dataclass(frozen=True, slots=True)
class Second:
    """The second engine's answer, or why there is none."""

    engine: str | None
    value: float | None
    note: str
    tolerance: float = 0.0
    """Largest difference allowed, relative to the larger of both answers and `SCALE_FLOOR`."""

    def agrees(self, first: Any) -> bool | None:
        """Decide whether the first engine's answer is the same; None without a second engine.

        An answer that only one of the engines has is a disagreement.
        """
        if self.engine is None or isinstance(first, str):
            return None
        if first is None or self.value is None:
            return first is None and self.value is None
        size = max(abs(first), abs(self.value), SCALE_FLOOR)
        return bool(abs(first - self.value) <= self.tolerance * size)


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """What computed the number: the package, the function, and a digest of its source."""

    package: str
    function: str
    digest: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number with everything it came from."""

    measure: Entry
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
