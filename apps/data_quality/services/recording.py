"""What a check found, brought into line with what is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, NamedTuple

from apps.core.clock import now
from apps.core.json import plain
from apps.data_quality.models import Finding, SeriesHealth
from apps.data_quality.services.history import checks_forget, findings_note, known_until
from apps.data_quality.types import SEVERITIES
from apps.instruments.types import Instrument
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.series import PriceSeries
from ml.anomalies.sessions import missing_bars

MOST_PER_SERIES: Final = 200
_CHANGING: Final = (
    "severity", "rank", "end_us", "sentence", "evidence", "mend", "state", "opened_at", "last_seen",
)  # fmt: skip


class Recorded(NamedTuple):
    """What a recording changed: findings that are open anew, how many are gone."""

    opened: list[Finding]
    closed: int
    bars: int = 0


def _columns(finding: SeriesFinding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "rank": SEVERITIES.index(finding.severity),
        "end_us": finding.end_us,
        "sentence": finding.sentence[:300],
        "evidence": plain(finding.evidence),
        "mend": None if finding.repair is None else plain(asdict(finding.repair)),
    }


def findings_record(
    *,
    instrument: Instrument,
    interval: str,
    findings: Sequence[SeriesFinding],
    looked: Mapping[str, int],
) -> Recorded:
    """Record the findings of one series; call it inside the transaction that ends the check.

    A finding that is known stays one row, a dismissed one stays dismissed, a closed or repaired one
    that is back is opened again, and an open one that was not found any more is closed.

    Parameters
    ----------
    instrument, interval
        The series.
    findings : sequence of SeriesFinding
        What is wrong with it now; past the two hundredth they are left out.
    looked : mapping of str to int
        What was looked for, and from which bar on: only such findings can be gone.
    """
    moment = now()
    recorded = Finding.objects.select_for_update().filter(
        instrument_id=instrument.id, interval=interval, kind__in=list(looked)
    )
    known = {(row.kind, row.start_us): row for row in recorded}
    seen = {(finding.kind, finding.start_us): finding for finding in findings[:MOST_PER_SERIES]}
    made = {
        key: Finding(
            instrument_id=instrument.id, interval=interval, kind=finding.kind,
            start_us=finding.start_us, first_seen=moment, state="closed",
        )
        for key, finding in seen.items() if key not in known
    }  # fmt: skip
    rows = [_merge((made | known)[key], finding, moment) for key, finding in seen.items()]
    Finding.objects.bulk_create(made.values())
    Finding.objects.bulk_update([known[key] for key in seen if key in known], _CHANGING)
    gone = [
        row.pk for key, row in known.items()
        if key not in seen and row.state == "open" and row.end_us >= looked[row.kind]
    ]  # fmt: skip
    Finding.objects.filter(pk__in=gone).update(state="closed")
    findings_note([*(row.pk for row in rows), *gone])
    return Recorded([row for row in rows if row.opened_at == moment], len(gone))


def _merge(row: Finding, finding: SeriesFinding, moment: datetime) -> Finding:
    """Bring a row up to date with what is seen now; a dismissed one stays dismissed."""
    for name, value in _columns(finding).items():
        setattr(row, name, value)
    row.last_seen = moment
    if row.state in {"closed", "repaired"}:
        row.state, row.opened_at = "open", moment
    return row


def health_record(*, instrument: Instrument, interval: str, series: PriceSeries) -> None:
    """Record how far a series reaches and how many of its bars are missing."""
    intraday = interval != "1d"
    SeriesHealth.objects.update_or_create(
        instrument_id=instrument.id,
        interval=interval,
        market_time=known_until(private=instrument.private, interval=interval),
        defaults={
            "source": instrument.intraday_source if intraday else instrument.source,
            "bars": len(series),
            "first_us": int(series.timestamps[0]) if len(series) else None,
            "last_us": int(series.timestamps[-1]) if len(series) else None,
            "expected_us": series.expected_us or None,
            "missing": len(missing_bars(series)),
            "checked_at": now(),
        },
    )
    checks_forget(instrument_id=instrument.id, interval=interval)
