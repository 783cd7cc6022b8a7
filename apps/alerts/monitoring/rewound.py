"""A replay that goes back takes the alerts of later prices away, so that they can fire again."""

from datetime import datetime

from apps.alerts.models import AlertEvent, AlertRule


def alerts_take_back(moment: datetime, before: datetime) -> None:
    """Delete events between two moments of the market, and what rules remember of them.

    What fired on the live feed since the replay's end is untouched.
    """
    AlertEvent.objects.filter(occurred_at__gt=moment, occurred_at__lte=before).delete()
    rules = AlertRule.objects.filter(seen_until__gt=moment, seen_until__lte=before)
    rules.update(armed=True, last_fired_at=None, seen_until=None)
    # A rule that was made later is there already: days from here on are news to it.
    AlertRule.objects.filter(market_time__gt=moment).update(market_time=moment)
