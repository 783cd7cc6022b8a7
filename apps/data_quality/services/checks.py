"""Checks on demand."""

from collections.abc import Sequence

from apps.data_quality.types import CHECK_JOB
from apps.instruments.selectors import instruments_by_symbol
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo


def check_submit(*, user_id: int, symbols: Sequence[str], follow_up: bool = False) -> JobInfo:
    """Start a check of some instruments, or of all that the person sees.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    return job_submit(
        kind=CHECK_JOB,
        params={"symbols": sorted(found)},
        owner_id=user_id,
        follow_up=follow_up,
    )
