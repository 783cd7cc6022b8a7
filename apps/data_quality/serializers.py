"""Shapes of data health."""

from typing import Any

from rest_framework import serializers

from apps.core.clock import microseconds_iso
from apps.data_quality.types import (
    FINDING_KINDS,
    INTERVALS,
    SEVERITIES,
    STATES,
    FindingInfo,
    HealthSummary,
    Look,
    Offer,
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
    interval = serializers.ChoiceField(choices=INTERVALS, required=False, default="")


class RepairSerializer(serializers.Serializer[Any]):
    """A repair that was made."""

    id = serializers.IntegerField()
    action = serializers.CharField()
    bars = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField()
    undone_at = serializers.DateTimeField(allow_null=True)
    overtaken_at = serializers.DateTimeField(
        allow_null=True, help_text="When the bars' own source sent them again."
    )


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
    may_change = serializers.BooleanField(
        help_text="Whether you may repair or dismiss it: it is yours, or you own the installation."
    )
    repair = RepairSerializer(allow_null=True)


class ChangeSerializer(serializers.Serializer[Any]):
    """One figure that a repair changes: a price, a volume (numbers) or `settled` (0 or 1).

    `field` is "bar" when the whole bar goes, with its close as `before`, and "split" for a split's
    ratio of new to old shares. Null is unknown, or not there.
    """

    timestamp = serializers.DateTimeField()
    field = serializers.CharField()
    before = serializers.FloatField(allow_null=True)
    after = serializers.FloatField(allow_null=True)


class OfferSerializer(serializers.Serializer[Any]):
    """What a repair would do, before it is done."""

    action = serializers.CharField()
    words = serializers.CharField()
    bars = serializers.IntegerField(help_text="How many bars it is about.")
    changes = ChangeSerializer(many=True, help_text="The first twelve.")


class LookBarSerializer(serializers.Serializer[Any]):
    """One raw bar near a finding; `meant` where the finding is about it."""

    timestamp = serializers.DateTimeField()
    open = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    close = serializers.FloatField(allow_null=True)
    volume = serializers.FloatField(allow_null=True)
    settled = serializers.BooleanField()
    meant = serializers.BooleanField()


class FindingLookSerializer(FindingSerializer):
    """A finding with the bars around it and what its repair would change."""

    bars = LookBarSerializer(many=True)
    repairable = OfferSerializer(allow_null=True)


class DismissSerializer(serializers.Serializer[Any]):
    """Why a finding is no fault."""

    reason = serializers.CharField(max_length=300)


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


class HealthSerializer(serializers.Serializer[Any]):
    """A page of findings, with the summary and the series."""

    results = FindingSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Cursor of the next page.")
    summary = HealthSummarySerializer()
    series = SeriesSerializer(
        many=True, help_text="By symbol, at most `limit`; `summary.series` is their number."
    )


def _moment(value: int | None) -> str | None:
    return None if value is None else microseconds_iso(value)


def finding_data(finding: FindingInfo, *, owner: bool) -> dict[str, Any]:
    """Return a finding as it goes out to the owner of the installation, or to somebody else."""
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
        "may_change": finding.private or owner,
        "repair": None if repair is None else RepairSerializer(repair).data,
    }


def preview_data(finding: FindingInfo, look: Look, *, owner: bool) -> dict[str, Any]:
    """Return a finding with its surroundings as it goes out."""
    bars, offer = look.bars, look.offer
    names = ("open", "high", "low", "close", "volume", "settled")
    columns = [bars.timestamps, *(getattr(bars, name) for name in names), look.meant]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return finding_data(finding, owner=owner) | {
        "bars": [
            dict(zip(("timestamp", *names, "meant"), (_moment(row[0]), *row[1:]), strict=True))
            for row in rows
        ],
        "repairable": None if offer is None else _offer_data(offer),
    }


def _offer_data(offer: Offer) -> dict[str, Any]:
    changes = [
        {
            "timestamp": _moment(change.at_us),
            "field": change.field,
            "before": None if change.before is None else float(change.before),
            "after": None if change.after is None else float(change.after),
        }
        for change in offer.changes
    ]
    return {
        "action": offer.action,
        "words": offer.words,
        "bars": offer.bars,
        "changes": changes,
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
