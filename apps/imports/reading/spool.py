"""Accepted rows on their way to the store: times in memory, prices in a temporary file."""

from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from apps.imports.reading.rows import Row

WIDTH: Final = 5
_FLUSH: Final = 8_192 * WIDTH


class Spool:
    """Rows in the order of their lines; 12 bytes a row stay in memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  closed by __exit__
        self._prices = array("d")
        self._times = array("q")
        self._lines = array("i")

    def __enter__(self) -> Self:
        """Return the spool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the temporary file go."""
        self._file.close()

    def __len__(self) -> int:
        return len(self._times)

    def add(self, line: int, row: Row) -> None:
        """Take the row of a line."""
        self._times.append(row[0])
        self._lines.append(line)
        self._prices.extend(row[1])
        if len(self._prices) >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        self._prices.tofile(self._file)
        del self._prices[:]

    @property
    def times(self) -> NDArray[np.int64]:
        """When each row's bar begins, microseconds since 1970."""
        return np.array(self._times, dtype=np.int64)

    @property
    def lines(self) -> NDArray[np.int32]:
        """The line that each row came from."""
        return np.array(self._lines, dtype=np.int32)

    def pages(
        self, order: NDArray[np.int64], size: int
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Yield times (n,) and prices (n, 5) of the rows in an order, so many at a time."""
        self._flush()
        self._file.flush()
        if not len(order):
            return
        prices = np.memmap(self._file, dtype=np.float64, mode="r", shape=(len(self), WIDTH))
        times = self.times
        for start in range(0, len(order), size):
            places = order[start : start + size]
            yield times[places], np.asarray(prices[places])
