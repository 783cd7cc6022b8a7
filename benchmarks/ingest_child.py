"""One database's side of row 1, in a process of its own: its settings name the database.

Reads `ours` or `peer` lines, writes one JSON line each: seconds, units, and what was stored.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

BATCH, OURS, PEER = 1_000, 30_000, 1_000
_INSERT = (
    "INSERT INTO market_tick (venue, symbol, trade_id, price, quantity, timestamp_us,"
    " buyer_is_maker) VALUES ({marks}) ON CONFLICT (venue, symbol, trade_id) DO NOTHING"
)


def _rows(first: int, count: int) -> Iterator[tuple[Any, ...]]:
    for number in range(first, first + count):
        yield ("bench", "S", number, 100.0 + number % 97, 1.0, number * 1_000, False)


def _ours(first: int) -> tuple[float, int]:
    from apps.instruments.store import ticks_insert  # noqa: PLC0415  after setup
    from apps.instruments.types import Tick  # noqa: PLC0415

    ticks = [Tick(*row) for row in _rows(first, OURS)]
    begin = time.perf_counter()
    for start in range(0, OURS, BATCH):
        ticks_insert(ticks[start : start + BATCH])
    return time.perf_counter() - begin, OURS


def _peer(first: int) -> tuple[float, int]:
    """One statement and one commit a tick, on the driver's own cursor."""
    from django.db import connection  # noqa: PLC0415  after setup

    connection.ensure_connection()
    driver = connection.connection
    mark = "?" if connection.vendor == "sqlite" else "%s"
    statement = _INSERT.format(marks=", ".join([mark] * 7))
    rows = list(_rows(first, PEER))
    cursor = driver.cursor()
    begin = time.perf_counter()
    for row in rows:
        cursor.execute(statement, row)
    return time.perf_counter() - begin, PEER


def _stored(first: int, count: int) -> list[float]:
    from django.db import connection  # noqa: PLC0415  after setup

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), sum(price) FROM market_tick WHERE trade_id >= %s AND trade_id < %s",
            [first, first + min(count, PEER)],
        )
        return [float(value) for value in cursor.fetchone()]


def _synchronous(level: str) -> None:
    """Set how long SQLite waits for the disk, on the one connection that both sides use."""
    from django.db import connection  # noqa: PLC0415  after setup

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={level}")


def main() -> None:
    """Serve until the input ends."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  after setup

    call_command("migrate", interactive=False, verbosity=0)
    if sys.argv[1]:
        _synchronous(sys.argv[1])
    print("ready", flush=True)  # noqa: T201  the parent reads it
    first = 0
    for line in sys.stdin:
        seconds, units = {"ours": _ours, "peer": _peer}[line.strip()](first)
        answer = {"seconds": seconds, "units": units, "stored": _stored(first, units)}
        # Multiples of 97 apart: each call's first rows have the same prices.
        first += 97 * 1_000
        print(json.dumps(answer), flush=True)  # noqa: T201  the parent reads it


if __name__ == "__main__":
    main()
