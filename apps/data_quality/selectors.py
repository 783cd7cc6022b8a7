"""Questions about findings and the health of series."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from apps.core.errors import NotFoundError
from apps.data_quality.mappers import finding_from_record, finding_from_row, series_from_row
from apps.data_quality.models import Finding, FindingRecord, Repair, SeriesHealth
from apps.data_quality.types import (
    EVERY,
    SEVERITIES,
    FindingInfo,
    FindingQuestion,
    HealthSummary,
    OpenCounts,
    SeriesInfo,
)
from apps.instruments.market_clock import known, past_asked


def _visible(user_id: int) -> Q:
    """Return the condition of the system's instruments and the person's own."""
    return Q(instrument__owner__isnull=True) | Q(instrument__owner_id=user_id)


def finding_rows(*, user_id: int, asked: FindingQuestion = EVERY) -> QuerySet[Finding]:
    """Return the findings that a person may see, for a paginating view."""
    rows = Finding.objects.filter(_visible(user_id), **_wanted(asked))
    repairs = Repair.objects.select_related("made_by").order_by("-made_at", "-pk")
    return rows.select_related("instrument").prefetch_related(Prefetch("repairs", repairs))


def _wanted(asked: FindingQuestion, finding: str = "") -> dict[str, str]:
    """Return what narrows a list; `finding` leads from its rows to what a finding never changes."""
    wanted = {
        "state": asked.state,
        "severity": asked.severity,
        f"{finding}kind": asked.check,
        f"{finding}interval": asked.interval,
        f"{finding}instrument__symbol": asked.symbol.upper(),
    }
    return {name: one for name, one in wanted.items() if one}


def findings_then(*, user_id: int, asked: FindingQuestion = EVERY) -> QuerySet[FindingRecord]:
    """Return the same findings as they stood at the past moment that is asked about."""
    visible = Q(finding__instrument__owner__isnull=True) | Q(finding__instrument__owner_id=user_id)
    rows = known(FindingRecord.objects.filter(visible))
    later = known(FindingRecord.objects.all()).filter(
        finding=OuterRef("finding"), market_time__gt=OuterRef("market_time")
    )
    return rows.filter(~Exists(later), **_wanted(asked, "finding__")).select_related(
        "finding__instrument"
    )


def findings_since(
    *, user_id: int, instrument_ids: Sequence[int], since: datetime
) -> list[tuple[datetime, FindingInfo]]:
    """Return findings that were made after a moment of the market, with when, newest first.

    Each as it stands at the moment that is asked about.
    """
    before = FindingRecord.objects.filter(finding=OuterRef("finding"), market_time__lte=since)
    rows = findings_then(user_id=user_id).filter(
        ~Exists(before), finding__instrument_id__in=instrument_ids
    )
    dated = rows.annotate(found=Min("finding__records__market_time"))
    return [(row.found, finding_from_record(row)) for row in dated.order_by("-found", "-finding")]


def finding_row(*, finding_id: int, user_id: int) -> Finding:
    """Return one finding; of a series that is not the person's it does not exist."""
    row = finding_rows(user_id=user_id).filter(pk=finding_id).first()
    if row is None:
        raise NotFoundError("There is no such finding.", code="unknown_finding")
    return row


def finding_get(*, finding_id: int, user_id: int) -> FindingInfo:
    """Return one finding, as it stood at the moment that is asked about."""
    if past_asked() is not None:
        record = findings_then(user_id=user_id).filter(finding=finding_id).first()
        if record is None:
            raise NotFoundError("There was no such finding by then.", code="unknown_finding")
        return finding_from_record(record)
    return finding_from_row(finding_row(finding_id=finding_id, user_id=user_id))


def health_summary(*, user_id: int) -> HealthSummary:
    """Count the series that were checked and the open findings by severity."""
    series = _checked(user_id).aggregate(
        instruments=Count("instrument", distinct=True), series=Count("pk"), last=Max("checked_at")
    )
    counts = _counts(user_id, "state", "severity")
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
    rows = _checked(user_id).select_related("instrument")
    if symbol:
        rows = rows.filter(instrument__symbol=symbol.upper())
    if past_asked() is None:
        counts = _counts(user_id, "instrument_id", "interval", state="open")
    else:
        counts = _counts(user_id, "finding__instrument_id", "finding__interval", state="open")
    return [
        series_from_row(row, counts.get((row.instrument_id, row.interval), 0))
        for row in rows.order_by("instrument__symbol", "interval", "pk")[:most]
    ]


def _counts(user_id: int, *columns: str, state: str = "") -> dict[tuple[Any, ...], int]:
    """Return how many findings there are of each value of some columns."""
    asked = FindingQuestion(state=state)
    rows: QuerySet[Any] = (
        finding_rows(user_id=user_id, asked=asked)
        if past_asked() is None
        else findings_then(user_id=user_id, asked=asked)
    )
    counted = rows.order_by().values_list(*columns).annotate(n=Count("pk"))
    return {tuple(key): n for *key, n in counted}


def _checked(user_id: int) -> QuerySet[SeriesHealth]:
    """Return the last check of each series by the moment that is asked about."""
    rows = known(SeriesHealth.objects.filter(_visible(user_id)))
    later = known(SeriesHealth.objects.all()).filter(
        instrument=OuterRef("instrument"),
        interval=OuterRef("interval"),
        market_time__gt=OuterRef("market_time"),
    )
    return rows.filter(~Exists(later))
