"""What a z-score says to do with a spread."""

from ml.pairs.methods import Signal


def spread_signal(z_score: float, *, threshold: float = 2.0) -> Signal:
    """Direction of the mean-reversion trade.

    Parameters
    ----------
    z_score : float
        Spread in standard deviations; NaN means not enough data.
    threshold : float
        Entry level, positive; reached counts as passed.

    Returns
    -------
    Signal
        `SHORT_SPREAD` (sell y, buy beta x) at or above the threshold, `LONG_SPREAD` at or below
        its negative, otherwise `FLAT`; NaN is `FLAT`.
    """
    if z_score >= threshold:
        return "SHORT_SPREAD"
    if z_score <= -threshold:
        return "LONG_SPREAD"
    return "FLAT"
