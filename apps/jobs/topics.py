"""The socket's view of jobs: `jobs` is a person's recent list, `jobs:<id>` one job."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.errors import NotFoundError
from apps.jobs.selectors import job_get, job_recent
from apps.jobs.types import JobInfo, JobSummary
from apps.realtime.topics import Parts


@dataclass(frozen=True)
class RecentJobs:
    """A person's newest jobs."""

    jobs: tuple[JobSummary, ...]


def authorize(user_id: int, parts: Parts) -> bool:
    """Allow everyone their list, and each job to those who may see it."""
    if not parts:
        return True
    try:
        return len(parts) == 1 and bool(job_get(job_id=UUID(parts[0]), user_id=user_id))
    except (ValueError, NotFoundError):
        return False


def canonical(parts: Parts) -> Parts:
    """Return an id as events spell it: a UUID in lower case, with hyphens."""
    try:
        return tuple(str(UUID(part)) for part in parts)
    except ValueError:
        return parts  # `authorize` refuses it


def snapshot(user_id: int, parts: Parts) -> JobInfo | RecentJobs:
    """Return the state as the REST routes would."""
    if parts:
        return job_get(job_id=UUID(parts[0]), user_id=user_id)
    return RecentJobs(tuple(job_recent(user_id=user_id)))
