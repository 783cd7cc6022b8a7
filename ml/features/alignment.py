"""How well an engine's columns agree with the reference's, NaN positions included."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal, TypeAlias

import numpy as np

from ml.features.catalogue import BY_NAME
from ml.typing import BoolArray, Float64Array

AlignmentState: TypeAlias = Literal["aligned", "drifting", "failed"]
RELATIVE: Final = 1e-8
"""Largest relative difference of two values that agree."""
ABSOLUTE: Final = 1e-10
"""Largest absolute difference of two values that agree; of a price, per unit of the close."""
PASS: Final = 0.95
"""Share of a column's rows that must agree, else the run has failed."""
ALIGNED: Final = 0.9999
"""Share from which a column counts as aligned."""


@dataclass(frozen=True, slots=True)
class ColumnAlignment:
    """The agreement of one column.

    `nan_mismatches` counts rows where exactly one side has a value; the largest errors are over
    rows where both have one. `first_bad` is the first row that does not agree, -1 for none.
    """

    name: str
    rows: int
    aligned: int
    nan_mismatches: int
    max_absolute: float
    max_relative: float
    first_bad: int

    @property
    def share(self) -> float:
        """Share of rows that agree, 1.0 without rows."""
        return self.aligned / self.rows if self.rows else 1.0

    @property
    def state(self) -> AlignmentState:
        """Whether the share is enough to count as aligned, or at least for the run to pass."""
        if self.share < PASS:
            return "failed"
        return "aligned" if self.share >= ALIGNED else "drifting"

    def __add__(self, later: "ColumnAlignment") -> "ColumnAlignment":
        """Both parts of a column, one after the other."""
        follows = self.rows + later.first_bad if later.first_bad >= 0 else -1
        return ColumnAlignment(
            self.name,
            self.rows + later.rows,
            self.aligned + later.aligned,
            self.nan_mismatches + later.nan_mismatches,
            max(self.max_absolute, later.max_absolute),
            max(self.max_relative, later.max_relative),
            self.first_bad if self.first_bad >= 0 else follows,
        )


@dataclass(frozen=True, slots=True)
class Alignment:
    """The agreement of all columns."""

    columns: tuple[ColumnAlignment, ...]

    @property
    def score(self) -> float:
        """Share of all cells that agree, 1.0 without any."""
        cells = sum(column.rows for column in self.columns)
        return sum(column.aligned for column in self.columns) / cells if cells else 1.0

    @property
    def failing(self) -> tuple[ColumnAlignment, ...]:
        """Columns below the share that a run must reach."""
        return tuple(column for column in self.columns if column.state == "failed")

    def __add__(self, later: "Alignment") -> "Alignment":
        """Both parts, column by column."""
        return Alignment(tuple(a + b for a, b in zip(self.columns, later.columns, strict=True)))


def align(
    engine: Mapping[str, Float64Array],
    reference: Mapping[str, Float64Array],
    close: Float64Array,
    names: tuple[str, ...],
) -> Alignment:
    """Compare an engine's columns with the reference's, row by row.

    Parameters
    ----------
    engine, reference : mapping of str to ndarray of shape (n_rows,)
        Columns by name; the rows of both are the same bars.
    close : ndarray of shape (n_rows,)
        Closes: the absolute threshold of a feature in the unit of the price is relative to them.
    names : tuple of str
        Columns to compare.

    Returns
    -------
    Alignment
        One entry a name.
    """
    return Alignment(
        tuple(align_column(name, engine[name], reference[name], close) for name in names)
    )


def align_column(
    name: str, engine: Float64Array, reference: Float64Array, close: Float64Array
) -> ColumnAlignment:
    r"""Compare one column with the reference.

    Parameters
    ----------
    name : str
        A feature of the catalogue.
    engine, reference : ndarray of shape (n_rows,)
        The two answers; NaN where they have none.
    close : ndarray of shape (n_rows,)
        Positive closes.

    Returns
    -------
    ColumnAlignment
        Counts and largest errors.

    Notes
    -----
    Two values agree when :math:`|a - b| \le \epsilon_a s + \epsilon_r |b|`, with s the close for
    a feature in the unit of the price and 1 for the others. NaN agrees with NaN only; infinities
    never agree.
    """
    absent = np.isnan(engine), np.isnan(reference)
    both = np.isfinite(engine) & np.isfinite(reference)
    error = np.abs(np.subtract(engine, reference, out=np.zeros(engine.shape), where=both))
    size = np.abs(np.where(both, reference, 0.0))
    scale = close if BY_NAME[name].unit == "price" else 1.0
    close_enough = error <= ABSOLUTE * scale + RELATIVE * size
    agrees = (both & close_enough) | (absent[0] & absent[1])
    # Beside nothing every error is large: where the reference is all but zero, only the
    # absolute error means something.
    real = both & (size > ABSOLUTE * scale)
    relative = np.divide(error, size, out=np.zeros(engine.shape), where=real)
    return ColumnAlignment(
        name,
        rows=engine.size,
        aligned=int(agrees.sum()),
        nan_mismatches=int((absent[0] != absent[1]).sum()),
        max_absolute=float(error.max(initial=0.0)),
        max_relative=float(relative.max(initial=0.0)),
        first_bad=_first(~agrees),
    )


def total(parts: list[Alignment]) -> Alignment:
    """The agreement of parts that follow one another.

    Parameters
    ----------
    parts : list of Alignment
        In the order of their rows.

    Returns
    -------
    Alignment
        Counts added, errors the largest of any part; without columns when there are no parts.
    """
    return reduce(Alignment.__add__, parts) if parts else Alignment(())


def _first(mask: BoolArray) -> int:
    places = np.flatnonzero(mask)
    return int(places[0]) if places.size else -1
