"""The replay's moves, as jobs: the next session, or a date that somebody goes to.

A session arrives by the way that live bars take: the clock moves to its close, the provider is
asked, what it sends is stored and checked, and forecasts, scores and alerts follow the bars.
"""

from datetime import date
from time import sleep
from typing import Final

from django.db import transaction

from apps.core.clock import now
from apps.instruments import signals
from apps.instruments.selectors import panel_folder
from apps.instruments.services.demo import demo_instruments, demo_rewind
from apps.instruments.services.demo_files import demo_ends
from apps.instruments.services.demo_levels import levels_write
from apps.jobs.selectors import system_job_open
from apps.jobs.types import JobContext, JobOutcome
from apps.realtime.publish import publish
from apps.refresh.answers import Refreshed
from apps.refresh.kinds import BACK_STEP, WAIT_STEP, SessionQuestion
from apps.refresh.models import MarketReplay
from apps.refresh.refreshing import refresh_all
from apps.refresh.replay.clock import clock_moved
from apps.refresh.replay.position import ROW, close_of, forget, move_to

_LOOK_AGAIN_S: Final = 0.5


def play_session(context: JobContext) -> JobOutcome[Refreshed]:
    """Let one session, or all up to it, come in; repeatable."""
    session = date.fromisoformat(context.question(SessionQuestion).session)
    row = move_to(session)
    levels_write(close_of(session), row.seconds_per_session)
    ends = demo_ends()
    growing = [
        one
        for one in demo_instruments()
        if one.last_bar is not None and one.last_bar < ends.get(one.symbol, one.last_bar)
    ]
    outcome = refresh_all(context, growing)
    publish(clock_moved())
    return JobOutcome(outcome.result, message=outcome.message)


def rewind(context: JobContext) -> JobOutcome:
    """Go back to the close of a session: what came later, and what was made of it, goes."""
    session = date.fromisoformat(context.question(SessionQuestion).session)
    context.step(WAIT_STEP)
    # What is under way was made for a later market, and would be stored behind our back.
    while (title := system_job_open(beside=context.job_id, running=True)) is not None:
        context.check_cancelled()
        context.progress(0.0, title)
        sleep(_LOOK_AGAIN_S)
    context.step(BACK_STEP)
    go_back(session)
    panel_folder("1d")
    signals.notify_bars_changed(tuple(one.symbol for one in demo_instruments()))
    publish(clock_moved())
    return JobOutcome({"session": session.isoformat()})


def go_back(session: date) -> None:
    """Take the market back to the close of a session, in one transaction."""
    moment = close_of(session)
    with transaction.atomic():
        row = MarketReplay.objects.select_for_update().get(pk=ROW)
        before = max(row.position, close_of(row.end))
        demo_rewind(moment)
        signals.market_rewound.send(moment, before)
        row.position, row.round = moment, row.round + 1
        row.moved_at = row.jumped_at = now()
        row.save(update_fields=["position", "moved_at", "jumped_at", "round"])
    forget()
    levels_write(moment, row.seconds_per_session)
