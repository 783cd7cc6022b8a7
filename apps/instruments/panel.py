"""The derived panel: closed bars of all instruments as one Parquet table per field.

Layout: `PANEL_DIR/<interval>/<version>/{open,high,low,close,volume}.parquet` and a pointer file
`PANEL_DIR/<interval>/current` that names the version. A table has a column `date` (timestamps for
intraday intervals) and one column per instrument id; a reader takes only the columns it needs.
Relational rows are the record: the panel is rebuilt from them whenever their version differs, and
is never edited. Prices are adjusted.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from apps.core.errors import UnavailableError
from apps.core.versions import draft_version, lock_versions, switch_version
from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.store import panel_columns, versions_digest
from apps.instruments.types import Bars, StoredInterval

if TYPE_CHECKING:
    # Loaded by the functions that use it: 20 MB that most processes never need.
    import polars as pl

log = logging.getLogger(__name__)

FIELDS = ("open", "high", "low", "close", "volume")
_ATTEMPTS = 3
_KEEP = 4  # the current version and those that slow readers may still hold
Adjust = Callable[[int, Bars], Bars]


def panel_version(interval: StoredInterval = "1d") -> str:
    """Return the version of the rows of an interval, whether or not a panel of it exists."""
    return versions_digest(interval_s=SECONDS[interval])


def _root(interval: StoredInterval) -> Path:
    return Path(settings.PANEL_DIR) / interval


def panel_path(interval: StoredInterval = "1d", *, adjust: Adjust) -> Path:
    """Return the folder of the up-to-date panel, building it first when it is missing."""
    root = _root(interval)
    folder = root / panel_version(interval)
    if folder.is_dir():
        return folder
    with lock_versions(root):  # a screen asks for many numbers at once: one builds, the rest wait
        return _build(root, interval, adjust)


def _build(root: Path, interval: StoredInterval, adjust: Adjust) -> Path:
    for _ in range(_ATTEMPTS):
        version = panel_version(interval)
        folder = root / version
        if folder.is_dir():
            return folder
        parts = _parts(interval, adjust)
        if panel_version(interval) == version:  # else rows changed while they were read
            return _write(root, version, parts)
    raise UnavailableError(
        "The prices change faster than they can be collected. Try again in a minute.",
        retryable=True,
    )


def _parts(interval: StoredInterval, adjust: Adjust) -> dict[int, Bars]:
    ids, starts, columns = panel_columns(interval_s=SECONDS[interval])
    real = set(InstrumentRow.objects.filter(simulated=False).values_list("id", flat=True))
    ends = np.append(starts, len(columns))[1:]
    return {
        int(i): adjust(int(i), columns.where(slice(int(a), int(b))))
        for i, a, b in zip(ids, starts, ends, strict=True)
        if int(i) in real or interval != "1d"
    }


def _table(parts: dict[int, Bars], field: str, index: NDArray[np.int64]) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415  see above

    columns: dict[str, NDArray[np.float64]] = {}
    for instrument_id, bars in parts.items():
        values = getattr(bars, field)
        if np.isnan(values).all():
            continue
        column = np.full(len(index), np.nan)
        column[np.searchsorted(index, bars.timestamps)] = values
        columns[str(instrument_id)] = column
    return pl.DataFrame({"timestamp": index, **columns})


def _write(root: Path, version: str, parts: dict[int, Bars]) -> Path:
    """Write the panel of a version beside its final place, then move it there in one step."""
    index = np.unique(np.concatenate([b.timestamps for b in parts.values()] or [_NOTHING]))
    folder = root / version
    with draft_version(root) as draft:
        for field in FIELDS:
            # Uncompressed: 500 symbols x 5 years are 5 MB a field, and reading is what is timed.
            _table(parts, field, index).write_parquet(
                draft / f"{field}.parquet", compression="uncompressed", statistics=False
            )
        draft.rename(folder)
    switch_version(root, version, keep=_KEEP)
    log.info("panel %s of %d instruments is version %s", root.name, len(parts), version)
    return folder


_NOTHING = np.empty(0, dtype=np.int64)


@lru_cache(maxsize=32)
def _columns(path: Path) -> frozenset[str]:
    import polars as pl  # noqa: PLC0415  see above

    return frozenset(pl.read_parquet_schema(path))  # a version's file never changes


def panel_field(
    folder: Path, field: str, ids: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Read one field of some instruments.

    Returns
    -------
    tuple
        Timestamps (T,) int64 us and values (T, N) float64, NaN where an instrument has none.
    """
    import polars as pl  # noqa: PLC0415  see above

    path = folder / f"{field}.parquet"
    wanted = [str(i) for i in ids]
    present = _columns(path)
    known = [name for name in wanted if name in present]
    frame = pl.read_parquet(path, columns=["timestamp", *known])
    values = frame.select(known).to_numpy()
    if len(known) < len(wanted):
        place = {name: position for position, name in enumerate(wanted)}
        full = np.full((len(frame), len(wanted)), np.nan)
        if known:  # polars gives an empty selection no rows
            full[:, [place[name] for name in known]] = values
        values = full
    return frame["timestamp"].to_numpy(), values
