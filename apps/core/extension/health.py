"""Readiness: each app registers its part, the route asks them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

import structlog
from django.db import DatabaseError, connection
from redis import RedisError

from apps.core.extension.registry import Registry
from apps.core.redis import redis_client

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PartHealth:
    """One part: whether it works, whether the product can serve without it, and the cause."""

    component: ClassVar[str] = "Part"

    ok: bool
    detail: str
    essential: bool = False


Check = Callable[[], PartHealth]
CHECKS: Final = Registry[str, Check]("part of readiness")


def register(name: str, check: Check) -> None:
    """Add a part; a check answers fast and never raises for a part that is merely away."""
    CHECKS.add(name, check)


def parts() -> dict[str, PartHealth]:
    """Ask every part."""
    return {name: check() for name, check in CHECKS.items()}


def database_health() -> PartHealth:
    """Ask the database for one row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return PartHealth(ok=False, detail=str(error), essential=True)
    return PartHealth(ok=True, detail=connection.vendor, essential=True)


def redis_health() -> PartHealth:
    """Ping Redis; without it jobs wait and sockets fall back to snapshots."""
    try:
        redis_client().ping()
    except RedisError as error:
        return PartHealth(ok=False, detail=f"Redis does not answer: {error}")
    return PartHealth(ok=True, detail="answers")


register("database", database_health)
register("redis", redis_health)
