"""Liveness and readiness as they go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from apps.core.extension.health import PartHealth


@dataclass(frozen=True)
class Live:
    """Liveness."""

    status: str
    time: datetime


@dataclass(frozen=True)
class Ready:
    """Readiness with its parts."""

    status: Literal["ready", "degraded", "unavailable"]
    parts: Mapping[str, PartHealth]
