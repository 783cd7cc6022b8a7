"""How many observations make the tail, exactly."""

import math
from fractions import Fraction
from functools import lru_cache

from ml.errors import NumericError


@lru_cache(maxsize=4096)
def tail_size(observations: int, confidence: float) -> Fraction:
    """Observations expected beyond a confidence level, as an exact ratio.

    Parameters
    ----------
    observations : int
        Size of the sample.
    confidence : float
        In the open interval (0, 1), read as the decimal it prints as: 0.95 is 19/20, not
        the nearest binary fraction, so that 20,000 observations have a tail of exactly 1,000.

    Returns
    -------
    Fraction
        n (1 - c).
    """
    if not 0.0 < confidence < 1.0:
        raise NumericError("confidence must lie between 0 and 1")
    return observations * (1 - Fraction(repr(float(confidence))))


def tail_rank(observations: int, confidence: float) -> int:
    """Rank, counted from the worst, of the observation that is the value at risk.

    Parameters
    ----------
    observations : int
        Size of the sample, at least 1.
    confidence : float
        In the open interval (0, 1).

    Returns
    -------
    int
        ceil(n (1 - c)), between 1 and n.
    """
    return math.ceil(tail_size(observations, confidence))
