"""The job that reads a large uploaded file."""

from typing import Final

from apps.core.errors import ProblemError
from apps.imports.answers import UploadResult
from apps.imports.files import file_drop, file_open
from apps.imports.services import bars_import
from apps.imports.types import KeptFile
from apps.jobs.types import JobContext, JobOutcome

_STEPS: Final = ("read", "store", "fold")
_SHARES: Final = {"read": (0.0, 0.5), "store": (0.5, 0.4), "fold": (0.9, 0.1)}


def upload_bars(context: JobContext) -> JobOutcome[UploadResult]:
    """Read an uploaded file and store its bars; the file goes when the job has ended."""
    ask = context.question(KeptFile)
    file, size = file_open(ask.file)
    try:
        with file:
            result = bars_import(
                file=file,
                size=size,
                ask=ask,
                owner_id=context.owner_id or 0,
                progress=_Reporter(context).report,
            )
    except ProblemError:
        file_drop(ask.file)  # the same lines would be refused again
        raise
    return JobOutcome(result, persist=lambda: file_drop(ask.file))


class _Reporter:
    """Reports to a job its steps and how far it is, and lets it stop."""

    def __init__(self, context: JobContext) -> None:
        self._context = context
        self._step = ""

    def report(self, step: str, share: float) -> None:
        if step != self._step:
            self._step = step
            self._context.step(_STEPS.index(step))
        self._context.check_cancelled()
        start, length = _SHARES[step]
        self._context.progress(start + length * share)
