"""Questions about findings and the health of series."""

from collections.abc import Sequence

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from apps.core.errors import NotFoundError
from apps.data_quality.mappers import finding_from_row, series_from_row
from apps.data_quality.models import Finding, Repair, SeriesHealth
from apps.data_quality.types import SEVERITIES, FindingInfo, HealthSummary, OpenCounts, SeriesInfo


def _visible(user_id: int) -> Q:
    """Return the condition of the system's instruments and the person's own."""
    return Q(instrument__owner__isnull=True) | Q(instrument__owner_id=user_id)


def finding_rows(
    *,
    user_id: int,
    state: str = "",
    severity: str = "",
    kind: str = "",
    symbol: str = "",
    interval: str = "",
) -> QuerySet[Finding]:
    """Return the findings that a person may see, for a paginating view."""
    wanted = {"state": state, "severity": severity, "kind": kind, "interval": interval}
    rows = Finding.objects.filter(_visible(user_id), **{k: v for k, v in wanted.items() if v})
    if symbol:
        rows = rows.filter(instrument__symbol=symbol.upper())
    repairs = Repair.objects.select_related("made_by").order_by("-made_at", "-pk")
    return rows.select_related("instrument").prefetch_related(Prefetch("repairs", repairs))


def finding_row(*, finding_id: int, user_id: int) -> Finding:
    """Return one finding; of a series that is not the person's it does not exist."""
    row = finding_rows(user_id=user_id).filter(pk=finding_id).first()
    if row is None:
        raise NotFoundError("There is no such finding.", code="unknown_finding")
    return row


def finding_get(*, finding_id: int, user_id: int) -> FindingInfo:
    """Return one finding."""
    return finding_from_row(finding_row(finding_id=finding_id, user_id=user_id))


def health_summary(*, user_id: int) -> HealthSummary:
    """Count the series that were checked and the open findings by severity."""
    series = SeriesHealth.objects.filter(_visible(user_id)).aggregate(
        instruments=Count("instrument", distinct=True), series=Count("pk"), last=Max("checked_at")
    )
    found = finding_rows(user_id=user_id).order_by().values_list("state", "severity")
    counts = {(state, severity): n for state, severity, n in found.annotate(n=Count("pk"))}
    return HealthSummary(
        checked=series["instruments"],
        series=series["series"],
        last_run=series["last"],
        open=OpenCounts(**{one: counts.get(("open", one), 0) for one in SEVERITIES}),
        repaired=sum(n for (state, _), n in counts.items() if state == "repaired"),
        dismissed=sum(n for (state, _), n in counts.items() if state == "dismissed"),
    )


def series_list(*, user_id: int, symbol: str = "", most: int | None = None) -> Sequence[SeriesInfo]:
    """Return how checked series stand, in order of symbol; the first `most` of them."""
    rows = SeriesHealth.objects.filter(_visible(user_id)).select_related("instrument")
    if symbol:
        rows = rows.filter(instrument__symbol=symbol.upper())
    keys = finding_rows(user_id=user_id, state="open").order_by()
    counts = {
        (instrument, interval): n
        for instrument, interval, n in keys.values_list("instrument_id", "interval").annotate(
            n=Count("pk")
        )
    }
    return [
        series_from_row(row, counts.get((row.instrument_id, row.interval), 0))
        for row in rows.order_by("instrument__symbol", "interval", "pk")[:most]
    ]
