"""How findings and series stood before: a record for each change, by the market's time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch

from apps.core.clock import now
from apps.core.json import JsonObject, plain
from apps.data_quality.mappers import finding_then
from apps.data_quality.models import Finding, FindingRecord, Repair, SeriesHealth
from apps.instruments.market_clock import market_present

MOST_RECORDS: Final = 200
"""Of one finding: a fault that comes and goes with every check of seven weeks."""
MOST_CHECKS: Final = 1_500
"""Of one series: a year of four a day, or six times a replay of 250 days; some 100 bytes each."""


def known_until(*, private: bool, interval: str) -> datetime:
    """Return until when a series is known: uploads and minutes by the wall, also in a replay."""
    return now() if private or interval != "1d" else market_present()


def findings_note(ids: Iterable[int]) -> None:
    """Record how findings stand now, where that differs from their last record.

    Part of the transaction that changes them; when they were seen last is no difference.
    """
    repairs = Repair.objects.select_related("made_by").order_by("-made_at", "-pk")
    rows = list(
        Finding.objects.filter(pk__in=list(ids))
        .select_related("instrument")
        .prefetch_related(Prefetch("repairs", repairs))
    )
    before = _last_documents(rows)
    made = [
        _record(row, document)
        for row in rows
        if _lasting(document := plain(finding_then(row))) != _lasting(before.get(row.pk, {}))
    ]
    FindingRecord.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["finding", "market_time"],
        update_fields=["state", "severity", "document"],
    )
    _forget_records({record.finding_id for record in made})


def _last_documents(rows: Iterable[Finding]) -> dict[int, JsonObject]:
    """Return what the newest record of each finding holds."""
    records = FindingRecord.objects.filter(finding__in=rows)
    later = FindingRecord.objects.filter(
        finding=OuterRef("finding"), market_time__gt=OuterRef("market_time")
    )
    return dict(records.filter(~Exists(later)).values_list("finding_id", "document"))


def _lasting(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "last_seen"}


def _record(row: Finding, document: JsonObject) -> FindingRecord:
    private = row.instrument.owner_id is not None
    return FindingRecord(
        finding=row,
        market_time=known_until(private=private, interval=row.interval),
        state=row.state,
        severity=row.severity,
        document=document,
    )


def _forget_records(findings: set[int]) -> None:
    records = FindingRecord.objects.filter(finding__in=findings).order_by()
    counts = records.values_list("finding").annotate(n=Count("pk")).filter(n__gt=MOST_RECORDS)
    for finding, _ in counts:
        newest = records.filter(finding=finding).order_by("-market_time")
        old = newest.values_list("pk", flat=True)[MOST_RECORDS:]
        FindingRecord.objects.filter(pk__in=list(old)).delete()


def checks_forget(*, instrument_id: int, interval: str) -> None:
    """Delete the oldest checks of a series, beyond those that are kept."""
    rows = SeriesHealth.objects.filter(instrument=instrument_id, interval=interval)
    newest = rows.order_by("-market_time").values_list("market_time", flat=True)
    if (last := newest[MOST_CHECKS : MOST_CHECKS + 1].first()) is not None:
        rows.filter(market_time__lte=last).delete()


def health_take_back(moment: datetime, _before: datetime) -> None:
    """Delete how the market's series stood later than a moment that a replay goes back to."""
    late = {"market_time__gt": moment}
    FindingRecord.objects.filter(
        finding__instrument__owner__isnull=True, finding__interval="1d", **late
    ).delete()
    SeriesHealth.objects.filter(instrument__owner__isnull=True, interval="1d", **late).delete()
