"""Checks of series and of the engines; only workers import this file."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from apps.alerts.evaluation import observe
from apps.core.errors import ConflictError
from apps.data_quality.answers import CheckResult, RefetchResult
from apps.data_quality.currency import currency_findings
from apps.data_quality.mappers import finding_seen
from apps.data_quality.models import Finding
from apps.data_quality.reading import checked_intervals, other_read, rows_version, series_read
from apps.data_quality.refetching import bars_again
from apps.data_quality.selectors import finding_get
from apps.data_quality.services import (
    check_submit,
    finding_refetched,
    findings_record,
    health_record,
)
from apps.data_quality.services.recording import Recorded
from apps.data_quality.types import FINDING_KINDS, CheckedInterval
from apps.instruments.selectors import (
    instrument_every,
    instrument_list,
    instrument_of,
    instruments_by_symbol,
)
from apps.instruments.services import instruments_present
from apps.instruments.types import Instrument
from apps.jobs.types import JobContext, JobOutcome
from ml.anomalies.checks.provider_disagreement import FEWEST, OtherSource
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.health import check_series
from ml.anomalies.series import PriceSeries

_ATTEMPTS: Final = 3
EVER: Final = -(2**63)


def check(context: JobContext) -> JobOutcome[CheckResult]:
    """Check the series of some instruments, of all that a person sees, or of all there are.

    Each series is recorded on its own, in one short transaction; doing so again changes nothing.
    """
    context.step("Look up instruments")
    found = _asked(context)
    context.step("Check series")
    done: list[Recorded] = []
    for number, instrument in enumerate(found):
        context.check_cancelled()
        context.progress(0.1 + 0.9 * number / len(found), instrument.symbol)
        done += [_checked(instrument, interval) for interval in checked_intervals(instrument)]
    ids = [instrument.id for instrument in found]
    empty = not any(one.bars for one in done)
    return JobOutcome(
        message="There were no bars to check." if empty else "",
        result=CheckResult(
            instruments=len(found),
            series=len(done),
            opened=sum(len(one.opened) for one in done),
            closed=sum(one.closed for one in done),
            open=Finding.objects.filter(instrument_id__in=ids, state="open").count(),
        ),
    )


def refetch(context: JobContext) -> JobOutcome[RefetchResult]:
    """Ask the source of a finding's bars for them again, and take what it reports."""
    context.step("Ask the source")
    finding_id, user_id = int(context.params["finding"]), context.owner_id or 0
    finding = finding_get(finding_id=finding_id, user_id=user_id)
    wanted = finding.proposal
    if wanted is None or wanted.action != "refetch":
        raise ConflictError("There is nothing to fetch for this finding.", code="no_repair")
    instrument = instrument_of(instrument_id=finding.instrument_id)
    bars = bars_again(instrument, start_us=wanted.start_us, end_us=wanted.end_us)
    context.step("Take its bars")

    def take() -> None:
        finding_refetched(finding_id=finding_id, user_id=user_id, bars=bars)
        check_submit(user_id=user_id, symbols=[instrument.symbol])

    return JobOutcome(RefetchResult(finding_id, len(bars)), persist=take)


def _asked(context: JobContext) -> Sequence[Instrument]:
    symbols = context.params.get("symbols") or ()
    if context.owner_id is None:
        every = instrument_every()
        return [one for one in every if not symbols or one.symbol in symbols]
    if symbols:
        return list(instruments_by_symbol(symbols=symbols, user_id=context.owner_id).values())
    return instrument_list(user_id=context.owner_id)


def _checked(instrument: Instrument, interval: CheckedInterval) -> Recorded:
    """Check one series and record what was found, unless its rows change meanwhile."""
    for _ in range(_ATTEMPTS):
        version = rows_version(instrument, interval)
        series, other = series_read(instrument, interval), other_read(instrument, interval)
        findings = [*check_series(series, other), *currency_findings(instrument, series)]
        with transaction.atomic():
            if not instruments_present(instrument_ids=[instrument.id]):
                break  # deleted by its owner meanwhile
            if rows_version(instrument, interval) == version:
                return _record(instrument, interval, series, other, findings)
    return Recorded([], 0)  # a series that changes this fast is checked next time


def _record(
    instrument: Instrument,
    interval: CheckedInterval,
    series: PriceSeries,
    other: OtherSource | None,
    findings: Sequence[SeriesFinding],
) -> Recorded:
    recorded = findings_record(
        instrument=instrument, interval=interval, findings=findings, looked=_looked(other)
    )
    health_record(instrument=instrument, interval=interval, series=series)
    opened = [finding_seen(finding, instrument) for finding in recorded.opened]
    transaction.on_commit(lambda: observe(opened))
    return recorded._replace(bars=len(series))


def _looked(other: OtherSource | None) -> dict[str, int]:
    """Return the kinds that were looked for and from when on; a second opinion has a beginning."""
    looked = dict.fromkeys(FINDING_KINDS, EVER)
    if other is None or len(other.timestamps) < FEWEST:
        del looked["provider_disagreement"]
    else:
        looked["provider_disagreement"] = int(other.timestamps[0])
    return looked
