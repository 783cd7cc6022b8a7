"""Files read without a database: what a person would get, or what would be asked of them."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np

from apps.imports.reading.choice import Choice
from apps.imports.reading.plan import plan_make
from apps.imports.reading.reading import Reading, read_into
from apps.imports.reading.sniff import sniff
from apps.imports.reading.spool import Spool
from apps.imports.types import Layout

NOW_US = 1_790_000_000_000_000  # September 2026


@dataclass(frozen=True)
class Read:
    """What came of a file: times in microseconds, (n, 5) prices with volume, counts."""

    layout: Layout
    reading: Reading
    times: np.ndarray
    prices: np.ndarray


def read(content: bytes, *, choice: Choice | None = None, timezone: str = "") -> Read:
    """Read a file as an upload does.

    Raises
    ------
    FileProblemError
        When something has to be asked, or nothing can be read.
    """
    file = BytesIO(content)
    layout, _ = sniff(file, choice or Choice())
    plan = plan_make(layout, interval=None, timezone=timezone, now_us=NOW_US)
    file.seek(0)
    with Spool() as spool:
        reading = read_into(spool, file, plan, size=len(content), progress=lambda share: None)
        pages = list(spool.pages(reading.order, 10_000))
    times = np.concatenate([page[0] for page in pages]) if pages else np.empty(0, np.int64)
    prices = np.concatenate([page[1] for page in pages]) if pages else np.empty((0, 5))
    return Read(layout, reading, times, np.array(prices))
