"""How long things may take; one place, because the numbers only make sense together."""

from datetime import timedelta
from typing import Final

from django.conf import settings

from apps.core.backoff import Backoff

LEASE: Final = timedelta(seconds=getattr(settings, "JOBS_LEASE_S", 20))
"""A worker that has not renewed its lease for this long has lost its job."""

RETRY: Final = Backoff(5.0, 60.0)
"""How long a job waits for its next attempt."""

BEAT_S: Final = LEASE.total_seconds() / 4
"""How often a worker renews: three renewals may fail before the lease is gone."""

DISPATCH_EVERY: Final = timedelta(seconds=getattr(settings, "JOBS_DISPATCH_S", 5))
"""How long a worker has to take a dispatched job while the queue is empty."""

DISPATCH_BACKLOG: Final = timedelta(minutes=5)
"""How long when the queue is not empty: the message most likely still waits there."""

DISPATCH_DEFERRED: Final = timedelta(seconds=getattr(settings, "JOBS_DISPATCH_DEFERRED_S", 15))
"""How long when the job waits for another one of the same person to end: that end dispatches it, so
this only covers a worker that was killed before it could."""

DEADLINE_GRACE: Final = timedelta(seconds=5)
"""Time for work to notice its deadline before its process is ended."""

DRAIN: Final = timedelta(seconds=20)
"""Time for work to notice a shutdown before its process is ended; supervisors wait 30 s."""

WORKER_ALIVE: Final = timedelta(seconds=30)
"""A worker whose last sign of life is older counts as dead."""

PROGRESS_S: Final = 0.25
"""Shortest time between two writes of progress."""

KEEP: Final = timedelta(days=30)
"""How long a finished job stays."""
