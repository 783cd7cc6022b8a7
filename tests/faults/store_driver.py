"""A process that writes ticks when asked: `python -m tests.faults.store_driver`.

Commands are lines of JSON as in `driver`; each batch that is committed is acknowledged by a line.
"""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import json
import sys
import time

import django

django.setup()

from django.db import OperationalError, connection

from apps.core.clock import now
from apps.instruments.store import ticks_insert
from apps.instruments.types import Tick

BATCH = 100


def _batch(symbol: str, first: int) -> list[Tick]:
    moment = int(now().timestamp() * 1_000_000)
    return [
        Tick("driver", symbol, first + place, 100.0, 1.0, moment, False) for place in range(BATCH)
    ]


def write(first: int) -> object:
    """Write for ever; the last id of each committed batch is printed at once."""
    while True:
        ticks_insert(_batch("KILLED", first))
        first += BATCH
        answers.write(f"{first - 1}\n")
        answers.flush()


def race(symbol: str, seconds: float) -> object:
    """Write at full speed; return how many rows went in and how often the database refused."""
    rows = errors = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            rows += ticks_insert(_batch(symbol, rows))
        except OperationalError:
            errors += 1
    return {"rows": rows, "errors": errors}


def check() -> object:
    """Count what is stored, and let the database look at itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(max(trade_id), -1) FROM market_tick WHERE symbol = 'KILLED'"
        )
        count, last = cursor.fetchone()
        cursor.execute("PRAGMA integrity_check")
        return {"count": count, "last": last, "integrity": cursor.fetchone()[0]}


COMMANDS = {each.__name__: each for each in (write, race, check)}

if __name__ == "__main__":
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        answers.write(json.dumps(COMMANDS[name](*arguments)) + "\n")
        answers.flush()
        connection.close()
