"""Settings of a replay whose workers are killed: few symbols, short leases."""

import os
from pathlib import Path

from tests.faults.settings import *  # noqa: F403  all of them, two changed

DEMO_FIXTURES = Path(os.environ["SIGHTLINE_TEST_DEMO"])
# A first forecast or check compiles kernels for longer than the others' lease.
JOBS_LEASE_S = 6
