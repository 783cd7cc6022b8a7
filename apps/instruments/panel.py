"""The derived panel: closed bars of all instruments as one table per field.

Layout: `PANEL_DIR/<interval>/<version>/{open,high,low,close,volume}.parquet` and a pointer file
`PANEL_DIR/<interval>/current` that names the version. A table has a column `timestamp` and one
column per instrument id. Beside it lies the same field as an array, a row an instrument, with
`ids.npy` and `timestamps.npy` for its edges: our own readers map it into memory and copy the rows
they need, which takes a tenth of the time that the table takes, and no library. A seal shows
whether files are those that were written; a version that does not fit it is made anew.
Relational rows are the record: the panel is rebuilt from them whenever their version differs, and
is never edited. Prices are adjusted.
"""

import logging
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from apps.core.errors import UnavailableError
from apps.core.versions import (
    draft_version,
    lock_versions,
    replace_version,
    seal_fits,
    switch_version,
    write_seal,
)
from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.store import panel_columns, versions_digest
from apps.instruments.types import Bars, StoredInterval

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


def panel_path(
    interval: StoredInterval = "1d", *, adjust: Adjust, fields: Sequence[str] | None = None
) -> Path:
    """Return the folder of the up-to-date panel, building it first when it is missing or damaged.

    Parameters
    ----------
    interval : StoredInterval
        Which bars.
    adjust : callable
        Adjusts the bars of an instrument.
    fields : sequence of str, optional
        Whose arrays must be what was written; every file when left out.

    Raises
    ------
    UnavailableError
        When rows change faster than they are read, or the folder cannot be written.
    """
    root = _root(interval)
    folder = root / panel_version(interval)
    if _is_whole(folder, fields):
        return folder
    try:
        with lock_versions(root):  # a screen asks for many numbers at once: one builds for all
            return _build(root, interval, adjust, fields)
    except OSError as error:
        log.exception("panel %s cannot be written", interval)
        raise UnavailableError(
            "The prices cannot be collected, for the server's folder of panels takes no files "
            f"({error.strerror or error}). Free space there or allow writing, then try again.",
            retryable=True,
        ) from error


def _build(
    root: Path, interval: StoredInterval, adjust: Adjust, fields: Sequence[str] | None
) -> Path:
    for _ in range(_ATTEMPTS):
        version = panel_version(interval)
        folder = root / version
        if _is_whole(folder, fields):
            return folder
        if folder.exists():
            log.warning("panel %s of version %s is damaged or old, made anew", interval, version)
        parts = _parts(interval, adjust)
        if panel_version(interval) == version:  # else rows changed while they were read
            return _write(root, version, parts)
    raise UnavailableError(
        "The prices change faster than they can be collected. Try again in a minute.",
        retryable=True,
    )


def _is_whole(folder: Path, fields: Sequence[str] | None) -> bool:
    """Whether a version is there and what will be read of it is what was written."""
    names = None if fields is None else [f"{name}.npy" for name in (_IDS, _TIMESTAMPS, *fields)]
    return seal_fits(folder, names)


def _parts(interval: StoredInterval, adjust: Adjust) -> dict[int, Bars]:
    ids, starts, columns = panel_columns(interval_s=SECONDS[interval])
    real = set(InstrumentRow.objects.filter(simulated=False).values_list("id", flat=True))
    ends = np.append(starts, len(columns))[1:]
    return {
        int(i): adjust(int(i), columns.where(slice(int(a), int(b))))
        for i, a, b in zip(ids, starts, ends, strict=True)
        if int(i) in real or interval != "1d"
    }


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
) -> memoryview:
    """Return a table's file; polars hides the cause when a disk takes no more, so we write it."""
    import polars as pl  # noqa: PLC0415  20 MB that most processes never need

    known = ~np.isnan(matrix).all(axis=1)
    rows = zip(ids[known].tolist(), matrix[known], strict=True)
    table = pl.DataFrame({"timestamp": timestamps, **{str(i): row for i, row in rows}})
    file = BytesIO()  # uncompressed: 500 symbols x 5 years are 5 MB
    table.write_parquet(file, compression="uncompressed", statistics=False)
    return file.getbuffer()


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
            (draft / f"{field}.parquet").write_bytes(_table(ids, timestamps, matrix))
        write_seal(draft, version)
        replace_version(draft, folder)
    switch_version(root, version, keep=_KEEP)
    log.info("panel %s of %d instruments is version %s", root.name, len(parts), version)
    return folder


_NOTHING = np.empty(0, dtype=np.int64)


def panel_read(
    ids: Sequence[int],
    fields: Sequence[str],
    interval: StoredInterval = "1d",
    *,
    adjust: Adjust,
) -> tuple[NDArray[np.int64], list[NDArray[np.float64]]]:
    """Read fields of some instruments from the up-to-date panel.

    Returns
    -------
    tuple
        Timestamps (T,) int64 us and a matrix (T, N) float64 for each field, NaN where an
        instrument has none.
    """
    for _ in range(_ATTEMPTS):
        folder = panel_path(interval, adjust=adjust, fields=fields)
        try:
            timestamps = np.load(folder / f"{_TIMESTAMPS}.npy")
            known = np.load(folder / f"{_IDS}.npy")
            return timestamps, [
                _field(folder / f"{field}.npy", known, ids, len(timestamps)) for field in fields
            ]
        except FileNotFoundError:  # cleared away or replaced since it was looked at
            continue
    raise UnavailableError(
        "The collected prices were replaced while they were read. Try again.", retryable=True
    )


def _field(
    file: Path, known: NDArray[np.int64], ids: Sequence[int], length: int
) -> NDArray[np.float64]:
    wanted = np.asarray(ids, dtype=np.int64)
    rows = np.searchsorted(known, wanted)
    there = np.append(known, -1)[rows] == wanted
    values = np.full((len(wanted), length), np.nan)
    if there.any():  # an array without a cell cannot be mapped
        # A plain view of the map: the class of a map costs more than a row's copy.
        matrix = np.asarray(np.load(file, mmap_mode="r"))
        if there.all():
            return matrix[rows].T
        values[there] = matrix[rows[there]]
    return values.T
