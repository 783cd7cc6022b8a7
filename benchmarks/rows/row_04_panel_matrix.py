"""Row 4: 500 symbols x 1,260 daily closes as one matrix."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks import market_rows
from benchmarks.harness import AnswersDifferError, Row

Matrix = NDArray[np.float64]
SYMBOLS, BARS = 500, 1260
NAMES = market_rows.names(SYMBOLS)


def _peer() -> Matrix:
    """The ordinary Django road: a queryset into a data frame, pivoted."""
    from apps.instruments.models import Bar  # noqa: PLC0415  after setup

    wanted = Bar.objects.filter(instrument__symbol__in=NAMES, interval_s=86_400, settled=True)
    rows = wanted.values_list("timestamp_us", "instrument__symbol", "close")
    frame = pd.DataFrame.from_records(rows, columns=["time", "symbol", "close"])
    wide = frame.pivot_table(index="time", columns="symbol", values="close", aggfunc="first")
    return np.asarray(wide[NAMES].to_numpy())


def _ours() -> Matrix:
    from apps.instruments.selectors import close_panel  # noqa: PLC0415  after setup

    return close_panel(symbols=NAMES).closes


def _agree(ours: object, peer: object) -> str:
    if not np.array_equal(np.asarray(ours), np.asarray(peer), equal_nan=True):
        raise AnswersDifferError("the matrices differ")
    return f"equal, shape {np.asarray(ours).shape}"


def rows() -> Iterator[Row]:
    """Measure the selector that training, risk and optimisation call."""
    market_rows.prepare(symbols=SYMBOLS, bars=BARS)
    from django.conf import settings  # noqa: PLC0415  after setup

    file = Path(settings.DATA_DIR) / "limit.npy"
    np.save(file, _ours())
    yield Row(
        number="4",
        name="panel-matrix",
        work="500 symbols x 1,260 closes into a matrix",
        ours=_ours,
        peer=_peer,
        goal=100,
        agree=_agree,
        peer_name="Django queryset, pandas pivot",
        depends="memory bandwidth: ours copies mapped pages; the peer is bound by the core",
        limit=lambda: np.array(np.load(file, mmap_mode="r")),
        limit_name="copy of a memory-mapped array",
        unit="matrix",
        rounds=3,
    )
