"""What risk starts: the one computation that needs a worker."""

from dataclasses import replace

from apps.instruments.market_clock import past_moment
from apps.instruments.selectors import require_history
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.risk.questions import GarchQuestion
from apps.risk.selectors import series_history
from apps.risk.types import GARCH_JOB

GARCH_LEAST = 250


def garch_submit(*, question: GarchQuestion, owner_id: int) -> JobInfo:
    """Check the input and start a fit.

    Raises
    ------
    UnknownSymbolError
        For a symbol that the person cannot see.
    InsufficientHistoryError
        With fewer than 250 returns in the period.
    """
    history = series_history(symbol=question.symbol, user_id=owner_id, period=question.period)
    require_history(history.sample.size, GARCH_LEAST, question.symbol)
    named = replace(question, symbol=history.symbols[0])
    return job_submit(kind=GARCH_JOB, params=named, owner_id=owner_id, as_of=past_moment())
