"""A replay that goes back takes the forecasts, outcomes and models of later prices away."""

from datetime import datetime

from django.db.models import Min, Q

from apps.forecasts.folders import folders_forget
from apps.forecasts.models import Forecast, ModelVersion, Outcome, SymbolScore


def forecasts_take_back(moment: datetime, _before: datetime) -> None:
    """Delete what was made of prices after a moment; outcomes of earlier forecasts are open again.

    Part of the transaction that takes the prices back; files of models go when it is committed.
    """
    later = Q(market_time__gt=moment)
    versions = ModelVersion.objects.filter(later | Q(last_bar__gt=moment.date()))
    folders = set(versions.values_list("folder", flat=True))
    versions.delete()
    folders_forget(folders)
    SymbolScore.objects.filter(later).delete()
    Forecast.objects.filter(later | Q(as_of__gt=moment)).delete()
    _reopen(moment)


def _reopen(moment: datetime) -> None:
    late = Outcome.objects.filter(known_at__gt=moment)
    firsts = late.order_by().values_list("forecast_id").annotate(first=Min("known_at"))
    by_first: dict[datetime, list[int]] = {}
    for forecast_id, first in firsts:
        by_first.setdefault(first, []).append(forecast_id)
    for first, ids in by_first.items():
        Forecast.objects.filter(pk__in=ids).update(next_target=first)
    late.delete()
