"""The one clock of the apps; tests travel by freezing it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place that may


def utc_iso(moment: datetime) -> str:
    """Return an aware moment as ISO-8601 ending in Z, without empty microseconds."""
    text = moment.astimezone(UTC).isoformat(
        timespec="microseconds" if moment.microsecond else "seconds"
    )
    return text.removesuffix("+00:00") + "Z"


def day_start(day: date) -> datetime:
    """Return the midnight, UTC, that stands for a session's day."""
    return datetime.combine(day, time(), UTC)


def moment_of(microseconds: int) -> datetime:
    """Return microseconds since 1970 as an aware moment in UTC, without a float in between."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def microseconds_of(moment: datetime) -> int:
    """Return an aware moment as microseconds since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def microseconds_iso(microseconds: int) -> str:
    """Return microseconds since 1970 as ISO-8601 ending in Z."""
    return utc_iso(moment_of(microseconds))
