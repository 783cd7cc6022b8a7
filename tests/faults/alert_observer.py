"""A process that observes prices one after the other, as the stream does, until it is killed.

`python -m tests.faults.alert_observer COUNT` starts again at the last minutes before where the
killed one was: it cannot know how far that one came, so it looks a few values back, late.
"""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from apps.alerts.evaluation import observe
from apps.alerts.types import Observation

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
BACK = 20
PAUSE_S = 0.004


def value_at(number: int) -> float:
    """Beyond the level of 100 for two of every five values: a firing at each fifth."""
    return 101.0 if number % 5 < 2 else 99.0


def main(count: int, mark: Path) -> None:
    """Observe `count` values; the mark is the store, which is written before each look."""
    begun = int(mark.read_text()) if mark.exists() and mark.read_text() else 0
    for number in range(max(begun - BACK, 0), count):
        mark.write_text(str(max(number, begun)))
        moment = START + timedelta(seconds=number)
        observe(
            [
                Observation(
                    "price", "AAA", value_at(number), moment, f"1s:{number}", late=number <= begun
                )
            ]
        )
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
