"""The scheduler: starts periodic jobs once per slot and heals lost jobs, with or without Redis.

It replaces Celery's own schedule. What is due is decided by UTC slots of the wall's clock or the
market's, with unique keys in the database, so two schedulers, a jump of the clock or a change to
summer time run no slot twice.
"""

from datetime import datetime
from time import monotonic
from typing import Any, Final

import structlog
from celery.beat import Scheduler
from django.db import DatabaseError, connection
from typing_extensions import override

from apps.core.clock import now
from apps.instruments.market_clock import market_now
from apps.jobs import kinds
from apps.jobs.leases.sweeper import sweep
from apps.jobs.services import job_rested, job_submit
from celery_worker.heartbeat import BEAT_S, show

log = structlog.get_logger(__name__)

TICK_S: Final = 1.0


class SlotScheduler(Scheduler):  # type: ignore[misc]  # Celery ships no types
    """Celery's scheduler process with our own tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._started = now()
        self._submitted: dict[str, str] = {}
        self._next_beat = monotonic()
        super().__init__(*args, **kwargs)

    @override
    def setup_schedule(self) -> None:
        """Nothing to load: kinds carry their own periods."""

    @override
    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Do what is due; return the seconds until the next look."""
        try:
            submit_due(now(), self._started, self._submitted)
            sweep()
        except DatabaseError as error:
            log.warning("scheduler_waits_for_database", error=str(error))
        finally:
            connection.close()
        if monotonic() >= self._next_beat:
            self._next_beat = monotonic() + BEAT_S
            show("scheduler", ())
        return TICK_S


def submit_due(moment: datetime, started: datetime, submitted: dict[str, str]) -> int:
    """Submit every kind whose latest slot this process has not submitted yet; return how many."""
    count = 0
    for kind in kinds.periodic_kinds():
        period = kind.periodic
        if period is None:
            continue
        present = market_now() if period.by_market else moment
        key = kind.slot_key(present)
        if submitted.get(kind.name) == key or not job_rested(kind=kind, moment=moment):
            continue
        # A slot that follows one that this process has seen is not late, whatever its clock says.
        if period.catch_up or kind.name in submitted or period.slot(present) >= started:
            job_submit(kind=kind.name, params={}, owner_id=None, slot=key)
            count += 1
        submitted[kind.name] = key
    return count + _submit_by_other_clocks(moment)


def _submit_by_other_clocks(moment: datetime) -> int:
    """Submit what is due by the clock of its own kind; its key keeps it from running twice."""
    count = 0
    for kind in kinds.all_kinds():
        found = None if kind.due is None else kind.due(moment)
        if found is not None:
            slot, question = found
            job_submit(kind=kind.name, params=question, owner_id=None, slot=slot)
            count += 1
    return count
