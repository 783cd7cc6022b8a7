"""The one clock of the apps; tests travel by freezing it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place that may


def utc_iso(moment: datetime) -> str:
    """Return an aware moment as ISO-8601 ending in Z, without empty microseconds."""
    text = moment.astimezone(UTC).isoformat(
        timespec="microseconds" if moment.microsecond else "seconds"
    )
    return text.removesuffix("+00:00") + "Z"


def microseconds_iso(microseconds: int) -> str:
    """Return microseconds since 1970 as ISO-8601 ending in Z, without a float in between."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return utc_iso(datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest))
