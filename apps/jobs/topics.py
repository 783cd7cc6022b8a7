"""The socket's view of jobs: `jobs` is a person's recent list, `jobs:<id>` one job."""

from typing import Any
from uuid import UUID

from apps.core.errors import NotFoundError
from apps.jobs.selectors import job_get, job_recent
from apps.jobs.serializers import job_data, job_summary_data
from apps.realtime.topics import Parts


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


def snapshot(user_id: int, parts: Parts) -> dict[str, Any]:
    """Return the state as the REST routes would."""
    if parts:
        return job_data(job_get(job_id=UUID(parts[0]), user_id=user_id))
    return {"jobs": [job_summary_data(job) for job in job_recent(user_id=user_id)]}
