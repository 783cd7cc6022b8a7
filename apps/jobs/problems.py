"""Why jobs end badly, in words for a person, as problem documents."""

from apps.core.errors import ProblemError, not_computable
from apps.core.json import JsonObject
from ml.errors import NumericError


def lost_document(attempts: int) -> JsonObject:
    """Return the reason of a job whose workers vanished."""
    times = "once" if attempts == 1 else f"{attempts} times"
    return ProblemError(
        f"The worker vanished {times} in the middle of this job, most likely out of memory. "
        "Free some memory or make the job smaller, then try again.",
        code="worker_lost",
        status=500,
        title="The job could not be finished",
        retryable=True,
    ).document()


def overdue_document(deadline_s: int) -> JsonObject:
    """Return the reason of a job that ran past its deadline."""
    return ProblemError(
        f"The job was stopped after its limit of {deadline_s} s. Make it smaller, then try again.",
        code="job_overdue",
        status=500,
        title="The job took too long",
        retryable=True,
    ).document()


def defect_document() -> JsonObject:
    """Return the reason of a job that met a defect of ours; the log has the details."""
    return ProblemError(
        "The job met an unexpected error. The worker's log has the details; you can try again.",
        code="job_defect",
        status=500,
        title="The job failed",
        retryable=True,
    ).document()


def refusal_document(error: Exception) -> JsonObject | None:
    """Return the reason of a job whose numbers have no answer; None for a defect of ours."""
    problem = not_computable(error) if isinstance(error, NumericError) else None
    return None if problem is None else problem.document()


def cancelled_error() -> ProblemError:
    """Return the answer to whoever waits for a job that was cancelled."""
    return ProblemError(
        "The job was cancelled. Start it again if you still need it.",
        code="job_cancelled",
        status=409,
        title="Cancelled",
    )


def stored_error(document: JsonObject) -> ProblemError:
    """Return a stored problem document as the error it was made from."""
    known = ("type", "title", "status", "code", "detail", "retryable")
    return ProblemError(
        str(document["detail"]),
        code=str(document["code"]),
        status=int(document["status"]),
        title=str(document["title"]),
        retryable=bool(document["retryable"]),
        extra={name: value for name, value in document.items() if name not in known},
    )
