"""Knowing that this process shuts down, so that running work can stop and be handed back."""

from time import monotonic

from celery.signals import worker_shutting_down

_since: float | None = None


def draining_since() -> float | None:
    """Return since when this process drains, in monotonic seconds; None while it works."""
    return _since


def begin(**_: object) -> None:
    """Note the first request to stop; runs inside the signal handler, so it only notes."""
    global _since  # noqa: PLW0603  one process, one shutdown
    _since = _since or monotonic()


def connect() -> None:
    """Listen for the request."""
    worker_shutting_down.connect(begin, weak=False)
