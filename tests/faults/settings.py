"""Settings of the killed processes: short leases, so that healing takes seconds."""

from tests.settings import *  # noqa: F403  all of them, two changed

JOBS_LEASE_S = 3
JOBS_DISPATCH_S = 1
