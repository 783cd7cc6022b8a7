"""How many open jobs a person may have."""

from typing import Final

from apps.core.errors import ProblemError
from apps.core.quota import keep_newest, person_lock
from apps.jobs import kinds
from apps.jobs.models import Job
from apps.jobs.types import OPEN_STATES

MAX_OPEN: Final = 200
_RETRY_AFTER_S: Final = 10


def require_open_job(*, owner_id: int, kind: kinds.JobKind) -> None:
    """Refuse another job of a person who has enough of them; call in the transaction that adds it.

    What the product does for a person by itself, such as sending an alert, does not count.
    """
    person_lock(owner_id)
    mine = Job.objects.filter(owner_id=owner_id, state__in=OPEN_STATES)
    uncounted = [one.name for one in kinds.all_kinds() if not one.counted]
    if mine.exclude(kind__in=uncounted).count() >= MAX_OPEN:
        raise _too_many(MAX_OPEN, "jobs")
    if kind.most_open and mine.filter(kind=kind.name).count() >= kind.most_open:
        raise _too_many(kind.most_open, f"jobs of this kind ({kinds.title_of(kind.name)})")


def forget_oldest(*, owner_id: int) -> None:
    """Delete a person's oldest jobs that have ended, beyond as many as are kept."""
    ended = Job.objects.filter(owner_id=owner_id).exclude(state__in=OPEN_STATES)
    newest_first = ended.only("pk").order_by("-created_at", "-pk")
    keep_newest(user_id=owner_id, newest_first=newest_first, most=Job.per_person.most)


def _too_many(most: int, what: str) -> ProblemError:
    return ProblemError(
        f"You have {most} {what} that have not ended. Wait until some have, or cancel them.",
        code="too_many_jobs",
        status=429,
        title="Too many requests",
        retryable=True,
        headers={"Retry-After": str(_RETRY_AFTER_S)},
    )
