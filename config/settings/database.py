"""SQLite by default, PostgreSQL by DATABASE_URL; the reasons are in docs/adr/0002-databases.md."""

import sys
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import env_int, env_url
from config.settings.base import DATA_DIR

__all__ = ["DATABASES"]

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
)
_STATEMENT_MS, _IDLE_MS, _LOCK_MS = 30_000, 60_000, 5_000


def _postgres_timeouts(command: str) -> str:
    """Limits of one session.

    A migration has none but for locks: an index of a large table takes as long as it takes, and
    cut off it could never be made. It runs before the product does.
    """
    statement, idle = (0, 0) if command == "migrate" else (_STATEMENT_MS, _IDLE_MS)
    return (
        f"-c statement_timeout={statement} -c lock_timeout={_LOCK_MS}"
        f" -c idle_in_transaction_session_timeout={idle}"
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # IMMEDIATE takes the write lock at BEGIN: a deferred transaction that upgrades fails at
        # once with "database is locked", whatever the timeout.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _SQLITE_PRAGMAS,
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    extra = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or extra.pop("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": env_int("SIGHTLINE_DB_POOL_SIZE", 8, low=1, high=100),
                "timeout": 5,
                # After this the pool asks anew at the next request; its own waits between two
                # attempts grow to minutes while a server is away.
                "reconnect_timeout": 3,
            },
            "connect_timeout": 3,
            "options": _postgres_timeouts("".join(sys.argv[1:2])),
            **extra,
        },
    }


def _database() -> dict[str, Any]:
    url = env_url("DATABASE_URL", schemes=("sqlite", "postgres", "postgresql"))
    if not url:
        return _sqlite(str(DATA_DIR / "sightline.sqlite3"))
    if url.startswith("sqlite:"):
        return _sqlite(unquote(urlsplit(url).path) or str(DATA_DIR / "sightline.sqlite3"))
    return _postgres(url)


DATABASES = {"default": _database()}
