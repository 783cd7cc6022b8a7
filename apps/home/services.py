"""Visits, written down."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

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
        rows = HomeVisit.objects.filter(user_id=user_id)
        rows.filter(seen_at__lte=present - PAUSE).update(
            before_at=F("seen_at"), before_market=F("seen_market")
        )
        if not rows.update(seen_at=present, seen_market=market):
            HomeVisit.objects.create(user_id=user_id, seen_at=present, seen_market=market)
