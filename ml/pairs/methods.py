"""The names of methods and states of pairs: each list stands here once."""

from typing import Literal, TypeAlias

HedgeMethod: TypeAlias = Literal["ols", "rolling_ols", "kalman"]
"""Ways to the hedge ratio."""
PairState: TypeAlias = Literal["tested", "already_stationary"]
"""Whether a pair's test means anything, or why not."""
ScanState: TypeAlias = Literal[PairState, "does_not_vary"]
"""The same of a leg or a pair of a scan."""
Signal: TypeAlias = Literal["LONG_SPREAD", "SHORT_SPREAD", "FLAT"]
"""What a z-score says to do with a spread."""
