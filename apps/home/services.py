"""Visits, written down."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from apps.core.clock import now
from apps.core.quota import person_lock
from apps.home.models import HomeVisit
from apps.instruments.market_clock import market_now

PAUSE: Final = timedelta(minutes=30)
"""So long after the last look the next one begins another visit: a reload forgets no news."""


def visit_record(*, user_id: int) -> None:
    """Write down that a person looks at the first screen now."""
    present, market = now(), market_now()
    with transaction.atomic():
        person_lock(user_id)
        visit = HomeVisit.objects.filter(user_id=user_id).first()
        if visit is None:
            visit = HomeVisit(user_id=user_id)
        elif present - visit.seen_at >= PAUSE:
            visit.before_at, visit.before_market = visit.seen_at, visit.seen_market
        visit.seen_at, visit.seen_market = present, market
        visit.save()
