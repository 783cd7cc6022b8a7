"""Rows to frozen values, one function a type."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, cast

from apps.alerts.types import Observation
from apps.core.clock import utc_iso
from apps.core.typed.decoding import decode
from apps.data_quality.models import Finding, FindingRecord, Repair, SeriesHealth
from apps.data_quality.types import (
    CheckedInterval,
    FindingInfo,
    FindingState,
    FindingThen,
    RepairInfo,
    SeriesInfo,
)
from apps.instruments.market_clock import market_present, market_replayed
from apps.instruments.types import Instrument
from ml.anomalies.finding import FindingKind, ProposedRepair, ReplacementBar, Severity

_BAR: Final = tuple(one.name for one in dataclasses.fields(ReplacementBar))


def repair_from_row(row: Repair) -> RepairInfo:
    """Return a repair; its rows stay in the database."""
    return RepairInfo(
        id=row.pk,
        action=row.action,
        bars=row.bars,
        made_at=row.made_at,
        made_by=row.made_by.get_username() if row.made_by else "",
        undone_at=row.undone_at,
        overtaken_at=row.overtaken_at,
    )


def proposal_of(row: Finding) -> ProposedRepair | None:
    """Return the repair that a finding's row proposes, if there is one."""
    return proposal_from_stored(row.mend) if row.mend else None


def proposal_from_stored(stored: Mapping[str, Any]) -> ProposedRepair:
    """Return a repair as its row holds it; older rows hold its bars as lists."""
    bars = [
        dict(zip(_BAR, one, strict=True)) if isinstance(one, list) else one
        for one in stored.get("bars", ())
    ]
    return decode(ProposedRepair, {**stored, "bars": bars})


def finding_from_row(row: Finding) -> FindingInfo:
    """Return a finding whose instrument and repairs were loaded with it."""
    latest = next(iter(row.repairs.all()), None)
    return FindingInfo(
        id=row.pk,
        instrument_id=row.instrument_id,
        symbol=row.instrument.symbol,
        name=row.instrument.name,
        interval=cast("CheckedInterval", row.interval),
        kind=cast("FindingKind", row.kind),
        severity=cast("Severity", row.severity),
        start_us=row.start_us,
        end_us=row.end_us,
        sentence=row.sentence,
        evidence=row.evidence,
        proposal=proposal_of(row),
        state=cast("FindingState", row.state),
        reason=row.reason,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        private=row.instrument.owner_id is not None,
        repair=None if latest is None else repair_from_row(latest),
    )


def finding_then(row: Finding) -> FindingThen:
    """Return what changes of a finding, as it stands; its repairs were loaded with it."""
    found = finding_from_row(row)
    return FindingThen(
        severity=found.severity,
        end_us=found.end_us,
        sentence=found.sentence,
        evidence=found.evidence,
        mend=row.mend,
        state=found.state,
        reason=found.reason,
        last_seen=found.last_seen,
        repair=found.repair,
    )


def finding_from_record(record: FindingRecord) -> FindingInfo:
    """Return a finding as it stood, whose instrument was loaded with the record."""
    row, then = record.finding, decode(FindingThen, record.document)
    return FindingInfo(
        id=row.pk,
        instrument_id=row.instrument_id,
        symbol=row.instrument.symbol,
        name=row.instrument.name,
        interval=cast("CheckedInterval", row.interval),
        kind=cast("FindingKind", row.kind),
        severity=then.severity,
        start_us=row.start_us,
        end_us=then.end_us,
        sentence=then.sentence,
        evidence=then.evidence,
        proposal=proposal_from_stored(then.mend) if then.mend else None,
        state=then.state,
        reason=then.reason,
        first_seen=row.first_seen,
        last_seen=then.last_seen,
        private=row.instrument.owner_id is not None,
        repair=then.repair,
    )


def series_from_row(row: SeriesHealth, open_findings: int) -> SeriesInfo:
    """Return how a series stood when it was checked."""
    return SeriesInfo(
        symbol=row.instrument.symbol,
        name=row.instrument.name,
        interval=cast("CheckedInterval", row.interval),
        source=row.source,
        bars=row.bars,
        first_us=row.first_us,
        last_us=row.last_us,
        expected_us=row.expected_us,
        missing=row.missing,
        checked_at=row.checked_at,
        open_findings=open_findings,
        private=row.instrument.owner_id is not None,
    )


def finding_seen(row: Finding, instrument: Instrument) -> Observation:
    """Return a finding that opens as alert rules see it; its value is how bad it is (1 to 3).

    In a replay it opens when the market has come to it, as its bars do. Of a symbol with a live
    feed all go by the wall, since a rule looks at nothing from before its last firing.
    """
    has_feed = instrument.private or bool(instrument.intraday_source)
    by_market = market_replayed() and not has_feed
    sentence = f"{instrument.symbol} ({row.interval}): {row.sentence}"
    return Observation(
        "data_fault",
        instrument.symbol,
        float(3 - row.rank),
        market_present() if by_market else row.opened_at,
        f"{row.pk}:{utc_iso(row.opened_at)}",
        interval=row.interval,
        owner_id=instrument.owner_id,
        details={"sentence": sentence[:300], "finding": row.pk, "check": row.kind},
    )
