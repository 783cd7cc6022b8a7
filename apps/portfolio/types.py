"""What the portfolio app hands out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

OPTIMIZE_JOB: Final = "portfolio.optimize"
OPTIMIZE_STEPS: Final = (
    "Read history",
    "Estimate returns and risk",
    "Optimise",
    "Buy whole shares",
)
MAX_ASSETS: Final = 100
LEAST_OBSERVATIONS: Final = 60


@dataclass(frozen=True, slots=True)
class OptimizationInfo:
    """A saved optimisation: what was asked, and the answer as it went out."""

    id: UUID
    objective: str
    symbols: tuple[str, ...]
    as_of: date
    created_at: datetime
    request: dict[str, Any]
    result: dict[str, Any]
