"""The queues and how the supervisor should serve them.

Every worker runs Celery's solo pool: one process, one job at a time, and no fork ever, because a
child that is forked after torch or xgboost ran hangs. A queue that needs more hands gets more
processes.
"""

from dataclasses import dataclass
from typing import Final

# As in apps/jobs/types.py, which the launcher cannot import: nothing is installed when it begins.
QUEUES: Final = ("default", "ingest", "ml")


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """One worker process: its name and the queues it serves."""

    name: str
    queues: tuple[str, ...]

    def command(self) -> tuple[str, ...]:
        """Return the arguments after `python -m`."""
        return (
            "celery",
            "-A",
            "celery_worker.app",
            "worker",
            "--pool=solo",
            f"--queues={','.join(self.queues)}",
            f"--hostname={self.name}@%h",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--loglevel=INFO",
        )


PLAN: Final = (
    WorkerPlan("default-1", ("default",)),
    WorkerPlan("default-2", ("default",)),
    WorkerPlan("ingest-1", ("ingest",)),
    WorkerPlan("ml-1", ("ml",)),
)
BEAT: Final = ("celery", "-A", "celery_worker.app", "beat", "--loglevel=INFO")
"""The scheduler: dispatches lost jobs again and starts periodic ones; it needs no broker."""
