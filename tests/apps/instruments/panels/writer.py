"""Writes panels until it is killed: `python -m tests.apps.instruments.panels.writer ROOT LIMIT`.

Each finished version is named by a line. LIMIT is the most bytes a file may have; 0 is no limit.
"""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import resource
import sys
from itertools import count
from pathlib import Path

import django

django.setup()

import numpy as np

from apps.core.versions import lock_versions
from apps.instruments import panel
from apps.instruments.types import DAY_US, Bars

BARS, INSTRUMENTS = 500, 40


def parts(number: int) -> dict[int, Bars]:
    """Return bars whose closes are all the version's number."""
    days = np.arange(BARS, dtype=np.int64) * DAY_US
    prices = np.full(BARS, float(number))
    settled = np.ones(BARS, dtype=np.bool_)
    bars = Bars(days, prices, prices, prices, prices, prices, prices, settled)
    return dict.fromkeys(range(1, INSTRUMENTS + 1), bars)


def main() -> None:
    """Write version after version."""
    root, limit = Path(sys.argv[1]), int(sys.argv[2])
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in count(1):
        with lock_versions(root):
            panel._write(root, f"v{number}", parts(number))
        sys.stdout.write(f"v{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
