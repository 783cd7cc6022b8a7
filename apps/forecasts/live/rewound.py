"""A replay that goes back takes the forecasts, outcomes and models of later prices away."""

from datetime import datetime

from django.db.models import Min, Q

from apps.forecasts.folders import folders_forget
from apps.forecasts.models import Forecast, ModelVersion, Outcome, SymbolScore
from apps.forecasts.universe import own_instruments


def forecasts_take_back(moment: datetime, _before: datetime) -> None:
    """Delete what was made of prices after a moment; outcomes of earlier forecasts are open again.

    What was made of people's own uploads stays. Part of the transaction that takes the prices back;
    files of models go when it is committed.
    """
    later = Q(market_time__gt=moment)
    shared = later | Q(last_bar__gt=moment.date())
    versions = list(ModelVersion.objects.filter(shared, owner__isnull=True))
    versions += [
        one for one in ModelVersion.objects.filter(later, owner__isnull=False) if not _is_own(one)
    ]
    ModelVersion.objects.filter(pk__in=[one.pk for one in versions]).delete()
    folders_forget({one.folder for one in versions})
    market = Q(instrument__owner__isnull=True)
    SymbolScore.objects.filter(market, later).delete()
    Forecast.objects.filter(market, later | Q(as_of__gt=moment)).delete()
    _reopen(moment)


def _is_own(version: ModelVersion) -> bool:
    """Return whether a person's model learnt from their uploads alone, which no replay moves."""
    if version.owner_id is None:
        return False
    own = {one.symbol for one in own_instruments(user_id=version.owner_id)}
    return set(version.pool) <= own


def _reopen(moment: datetime) -> None:
    late = Outcome.objects.filter(known_at__gt=moment, forecast__instrument__owner__isnull=True)
    firsts = late.order_by().values_list("forecast_id").annotate(first=Min("known_at"))
    by_first: dict[datetime, list[int]] = {}
    for forecast_id, first in firsts:
        by_first.setdefault(first, []).append(forecast_id)
    for first, ids in by_first.items():
        Forecast.objects.filter(pk__in=ids).update(next_target=first)
    late.delete()
