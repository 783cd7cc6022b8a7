"""A circuit breaker: after repeated failures, refuse at once for a while, then try one call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from apps.core.clock import now

FAILURES: Final = 5
PAUSE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class BreakerState:
    """What a screen shows of a breaker."""

    open: bool
    failures: int
    retry_at: datetime | None


class Breaker:
    """Counts consecutive failures of one outside service.

    Parameters
    ----------
    failures : int, optional
        After how many in a row the breaker opens.
    pause : timedelta, optional
        How long it then refuses.
    """

    def __init__(self, failures: int = FAILURES, pause: timedelta = PAUSE) -> None:
        self._limit = failures
        self._pause = pause
        self._failures = 0
        self._retry_at: datetime | None = None
        self._lock = Lock()

    def allows(self) -> bool:
        """Return whether a call may go out; while open, one probe per pause may."""
        with self._lock:
            if self._retry_at is None:
                return True
            if now() < self._retry_at:
                return False
            # The probe: others wait for its outcome for another pause.
            self._retry_at = now() + self._pause
            return True

    def succeeded(self) -> None:
        """Close it."""
        with self._lock:
            self._failures, self._retry_at = 0, None

    def failed(self, *, pause_s: float | None = None) -> None:
        """Count a failure; a service that says when to come back is believed at once."""
        with self._lock:
            self._failures += 1
            if pause_s is not None:
                self._retry_at = now() + timedelta(seconds=pause_s)
            elif self._failures >= self._limit:
                self._retry_at = now() + self._pause

    def state(self) -> BreakerState:
        """Return what it is now."""
        with self._lock:
            waiting = self._retry_at is not None and now() < self._retry_at
            return BreakerState(waiting, self._failures, self._retry_at if waiting else None)
