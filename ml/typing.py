"""Array types that state dimension in their names; every number in `ml` is float64."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Float64Array: TypeAlias = NDArray[np.float64]
Float64Array1D: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
Float64Array2D: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Int64Array: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
DateArray: TypeAlias = NDArray[np.datetime64]
