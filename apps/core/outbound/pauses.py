"""How long a service asks to be left alone: its `Retry-After`, read in one way and bounded."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from apps.core.clock import now

LONGEST_S: Final = 3600.0
"""No service may keep itself from being asked for longer, by mistake or on purpose."""


def retry_after_s(header: str | None) -> float | None:
    """Return the seconds that a `Retry-After` asks for, from 0 to an hour.

    Parameters
    ----------
    header : str or None
        Seconds, or a date of HTTP (RFC 9110, section 10.2.3).

    Returns
    -------
    float or None
        None without a header, and for one that is neither of the two.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_S)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (aware - now()).total_seconds()), LONGEST_S)
