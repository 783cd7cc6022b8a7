"""The derived panel: closed bars of all instruments as one table per field.

Layout: `PANEL_DIR/<interval>/<version>/{open,high,low,close,volume}.parquet` and a pointer file
`PANEL_DIR/<interval>/current` that names the version. A table has a column `timestamp` and one
column per instrument id. Beside it lies the same field as an array, a row an instrument, with
`ids.npy` and `timestamps.npy` for its edges: our own readers map it into memory and copy the rows
they need, which takes a fifth of the time that the table takes, and no library.
Relational rows are the record: the panel is rebuilt from them whenever their version differs, and
is never edited. Prices are adjusted.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
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
    # Loaded by the function that uses it: 20 MB that most processes never need.
    import polars as pl

log = logging.getLogger(__name__)

FIELDS = ("open", "high", "low", "close", "volume")
_IDS, _TIMESTAMPS = "ids", "timestamps"
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
    if _is_whole(folder):
        return folder
    with lock_versions(root):  # a screen asks for many numbers at once: one builds, the rest wait
        return _build(root, interval, adjust)


def _build(root: Path, interval: StoredInterval, adjust: Adjust) -> Path:
    for _ in range(_ATTEMPTS):
        version = panel_version(interval)
        folder = root / version
        if _is_whole(folder):
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


def _is_whole(folder: Path) -> bool:
    """Whether a version is there, with its arrays: panels were once tables alone."""
    return (folder / f"{_IDS}.npy").is_file()


def _matrix(
    parts: dict[int, Bars], field: str, timestamps: NDArray[np.int64]
) -> NDArray[np.float64]:
    """One row an instrument, NaN where it has no bar."""
    matrix = np.full((len(parts), len(timestamps)), np.nan)
    for row, bars in zip(matrix, parts.values(), strict=True):
        row[np.searchsorted(timestamps, bars.timestamps)] = getattr(bars, field)
    return matrix


def _table(
    ids: NDArray[np.int64], timestamps: NDArray[np.int64], matrix: NDArray[np.float64]
) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415  see above

    known = ~np.isnan(matrix).all(axis=1)
    columns = zip(ids[known].tolist(), matrix[known], strict=True)
    return pl.DataFrame({"timestamp": timestamps, **{str(i): row for i, row in columns}})


def _write(root: Path, version: str, parts: dict[int, Bars]) -> Path:
    """Write the panel of a version beside its final place, then move it there in one step."""
    parts = dict(sorted(parts.items()))
    ids = np.array(list(parts), dtype=np.int64)
    timestamps = np.unique(np.concatenate([b.timestamps for b in parts.values()] or [_NOTHING]))
    folder = root / version
    with draft_version(root) as draft:
        np.save(draft / f"{_IDS}.npy", ids)
        np.save(draft / f"{_TIMESTAMPS}.npy", timestamps)
        for field in FIELDS:
            matrix = _matrix(parts, field, timestamps)
            np.save(draft / f"{field}.npy", matrix)
            # Uncompressed: 500 symbols x 5 years are 5 MB a field.
            _table(ids, timestamps, matrix).write_parquet(
                draft / f"{field}.parquet", compression="uncompressed", statistics=False
            )
        shutil.rmtree(folder, ignore_errors=True)  # one without arrays; whole ones are returned
        draft.rename(folder)
    switch_version(root, version, keep=_KEEP)
    log.info("panel %s of %d instruments is version %s", root.name, len(parts), version)
    return folder


_NOTHING = np.empty(0, dtype=np.int64)


def panel_field(
    folder: Path, field: str, ids: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Read one field of some instruments.

    Returns
    -------
    tuple
        Timestamps (T,) int64 us and values (T, N) float64, NaN where an instrument has none.
    """
    timestamps = np.load(folder / f"{_TIMESTAMPS}.npy")
    known = np.load(folder / f"{_IDS}.npy")
    wanted = np.asarray(ids, dtype=np.int64)
    rows = np.searchsorted(known, wanted)
    there = np.append(known, -1)[rows] == wanted
    if there.any():  # an array without a cell cannot be mapped
        # A plain view of the map: the class of a map costs more than a row's copy.
        matrix = np.asarray(np.load(folder / f"{field}.npy", mmap_mode="r"))
    else:
        matrix = np.empty((0, len(timestamps)))
    if there.all():
        return timestamps, matrix[rows].T
    values = np.full((len(wanted), len(timestamps)), np.nan)
    values[there] = matrix[rows[there]]
    return timestamps, values.T
