"""The product's workers and scheduler, which do by themselves only what follows from a session.

By the schedule all usual models would be trained before the first one, and the engines be compared,
each for minutes.
"""

from dataclasses import replace

from apps.explain.cross_check.records import ALIGN_JOB
from apps.forecasts.types import TRAIN_JOB
from apps.jobs.kinds import KINDS
from celery_worker.app import app

__all__ = ["app"]
for _name in (TRAIN_JOB, ALIGN_JOB):
    KINDS._held[_name] = replace(KINDS[_name], periodic=None)
