"""Moments and counts as a sentence says them."""

import numpy as np

from ml.anomalies.series import DAY_US


def moment(value_us: int) -> str:
    """Return a date, with the time of day when it is not midnight, UTC.

    Parameters
    ----------
    value_us : int
        Microseconds since 1970, UTC.

    Returns
    -------
    str
        As "2026-01-05" or "2026-01-05 14:30 UTC".
    """
    text = str(np.datetime64(value_us, "us").astype("datetime64[s]")).replace("T", " ")
    if value_us % DAY_US == 0:
        return text.removesuffix(" 00:00:00")
    return f"{text.removesuffix(':00')} UTC"


def counted(count: int, word: str) -> str:
    """Return a count with its word: "1 session", "3 sessions".

    Parameters
    ----------
    count : int
        How many.
    word : str
        In the singular; its plural ends in s.

    Returns
    -------
    str
        The count, then the word in the number that fits.
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"
