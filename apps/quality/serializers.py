"""Shapes of data health."""

from typing import Any

from rest_framework import serializers

from apps.core.clock import microseconds_iso
from apps.quality.types import (
    FINDING_KINDS,
    INTERVALS,
    SEVERITIES,
    STATES,
    FindingInfo,
    HealthSummary,
    SeriesInfo,
)


class CheckAskSerializer(serializers.Serializer[Any]):
    """Which instruments to check; all that the person sees when left out."""

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=500
    )


class CheckResultSerializer(serializers.Serializer[Any]):
    """What a check found."""

    instruments = serializers.IntegerField()
    series = serializers.IntegerField()
    opened = serializers.IntegerField(help_text="Findings that are new or came back.")
    closed = serializers.IntegerField(help_text="Findings that are gone.")
    open = serializers.IntegerField(help_text="Findings of these series that are open now.")


class FindingQuerySerializer(serializers.Serializer[Any]):
    """What the list of findings may be narrowed to."""

    state = serializers.ChoiceField(choices=STATES, required=False, default="")
    severity = serializers.ChoiceField(choices=SEVERITIES, required=False, default="")
    check = serializers.ChoiceField(choices=FINDING_KINDS, required=False, default="")
    symbol = serializers.CharField(max_length=40, required=False, default="")


class RepairSerializer(serializers.Serializer[Any]):
    """A repair that was made."""

    id = serializers.IntegerField()
    action = serializers.CharField()
    bars = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField()
    undone_at = serializers.DateTimeField(allow_null=True)


class FindingSerializer(serializers.Serializer[Any]):
    """One finding with its evidence; `offer` names the repair that is on offer."""

    id = serializers.IntegerField()
    symbol = serializers.CharField()
    name = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    check = serializers.ChoiceField(choices=FINDING_KINDS)
    severity = serializers.ChoiceField(choices=SEVERITIES)
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    sentence = serializers.CharField()
    evidence = serializers.DictField()
    offer = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    reason = serializers.CharField()
    first_seen = serializers.DateTimeField()
    last_seen = serializers.DateTimeField()
    private = serializers.BooleanField()
    repair = RepairSerializer(allow_null=True)


class SeriesSerializer(serializers.Serializer[Any]):
    """How far one series reaches and how fresh it is."""

    symbol = serializers.CharField()
    name = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the answer
    bars = serializers.IntegerField()
    first = serializers.DateTimeField(allow_null=True)
    last = serializers.DateTimeField(allow_null=True)
    expected = serializers.DateTimeField(allow_null=True)
    missing = serializers.IntegerField()
    checked_at = serializers.DateTimeField()
    open_findings = serializers.IntegerField()
    private = serializers.BooleanField()


class OpenCountsSerializer(serializers.Serializer[Any]):
    """Open findings by severity."""

    error = serializers.IntegerField()
    warning = serializers.IntegerField()
    info = serializers.IntegerField()


class HealthSummarySerializer(serializers.Serializer[Any]):
    """What was checked, and the open findings by severity."""

    checked = serializers.IntegerField(help_text="Instruments.")
    series = serializers.IntegerField()
    last_run = serializers.DateTimeField(allow_null=True)
    open = OpenCountsSerializer()
    repaired = serializers.IntegerField()
    dismissed = serializers.IntegerField()


class HealthPageSerializer(serializers.Serializer[Any]):
    """A page of findings, with the summary and every series."""

    results = FindingSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Cursor of the next page.")
    summary = HealthSummarySerializer()
    series = SeriesSerializer(many=True)


def _moment(value: int | None) -> str | None:
    return None if value is None else microseconds_iso(value)


def finding_data(finding: FindingInfo) -> dict[str, Any]:
    """Return a finding as it goes out."""
    repair = finding.repair
    return {
        "id": finding.id,
        "symbol": finding.symbol,
        "name": finding.name,
        "interval": finding.interval,
        "check": finding.kind,
        "severity": finding.severity,
        "start": _moment(finding.start_us),
        "end": _moment(finding.end_us),
        "sentence": finding.sentence,
        "evidence": finding.evidence,
        "offer": None if finding.mend is None else finding.mend["action"],
        "state": finding.state,
        "reason": finding.reason,
        "first_seen": finding.first_seen,
        "last_seen": finding.last_seen,
        "private": finding.private,
        "repair": None if repair is None else RepairSerializer(repair).data,
    }


def series_data(series: SeriesInfo) -> dict[str, Any]:
    """Return a series as it goes out."""
    return {
        "symbol": series.symbol,
        "name": series.name,
        "interval": series.interval,
        "source": series.source,
        "bars": series.bars,
        "first": _moment(series.first_us),
        "last": _moment(series.last_us),
        "expected": _moment(series.expected_us),
        "missing": series.missing,
        "checked_at": series.checked_at,
        "open_findings": series.open_findings,
        "private": series.private,
    }


def summary_data(summary: HealthSummary) -> dict[str, Any]:
    """Return the summary as it goes out."""
    return dict(HealthSummarySerializer(summary).data)
