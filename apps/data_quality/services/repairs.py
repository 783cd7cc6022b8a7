"""Repairs, one click each, and the way back."""

from collections.abc import Callable, Sequence
from typing import cast

from django.db import transaction

from apps.core.clock import now
from apps.core.errors import ConflictError, UnprocessableError
from apps.core.quota import keep_newest
from apps.data_quality.mappers import proposal_of
from apps.data_quality.models import Finding, Repair
from apps.data_quality.repairing import repaired, taken
from apps.data_quality.selectors import finding_get, finding_row
from apps.data_quality.services.checks import check_submit
from apps.data_quality.services.history import findings_note
from apps.data_quality.services.rights import require_change
from apps.data_quality.snapshots import Rows, rows_of, rows_read, rows_text, splits_of
from apps.data_quality.types import REFETCH_JOB, CheckedInterval, FindingInfo
from apps.instruments.selectors import instrument_of
from apps.instruments.services import bars_correct, splits_correct
from apps.instruments.types import BarRow, Instrument
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from ml.anomalies.finding import ProposedRepair

PANEL_JOB = "market.refresh_panel"


def finding_repair(*, finding_id: int, user_id: int) -> FindingInfo:
    """Do what a finding offers and keep the rows as they were.

    Raises
    ------
    ConflictError
        When the finding is not open any more.
    UnprocessableError
        When nothing is on offer that would be honest.
    """
    with transaction.atomic():
        finding = _locked(finding_id, user_id)
        if finding.state != "open":
            raise ConflictError(
                f"This finding is {finding.state}; only an open one can be repaired.",
                code="finding_not_open",
            )
        plan = proposal_of(finding)
        if plan is None or plan.action == "refetch":
            raise _nothing_honest(finding)
        _change(finding, user_id, plan, lambda rows: repaired(rows, plan))
        _settle(finding, "repaired")
    return _checked_again(finding, user_id)


def finding_refetched(*, finding_id: int, user_id: int, bars: Sequence[BarRow]) -> None:
    """Take the bars that their own source sent again; call it in the transaction of a job."""
    finding = _locked(finding_id, user_id)
    plan = proposal_of(finding)
    if finding.state != "open" or plan is None:
        raise ConflictError("This finding is not open any more.", code="finding_not_open")
    _change(finding, user_id, plan, lambda rows: taken(rows, bars))
    _settle(finding, "repaired")


def _change(
    finding: Finding, user_id: int, plan: ProposedRepair, change: Callable[[Rows], Rows]
) -> None:
    """Change the rows of a plan's range, and keep them as they were."""
    instrument, interval = _series(finding)
    span = {"start_us": plan.start_us, "end_us": plan.end_us}
    before = rows_read(instrument, interval, **span)
    after = change(before)
    if rows_text(after) == rows_text(before):
        raise ConflictError(
            "The bars are not as they were when this was found. Check again.",
            code="bars_changed",
        )
    _write(instrument, interval, before, after, **span)
    Repair.objects.create(
        finding=finding,
        made_by_id=user_id,
        action=plan.action,
        start_us=plan.start_us,
        end_us=plan.end_us,
        bars=max(len(before.bars), len(after.bars)),
        before=rows_text(before),
        after=rows_text(rows_read(instrument, interval, **span)),
        made_at=now(),
    )
    keep_newest(
        user_id=user_id,
        newest_first=Repair.objects.filter(made_by_id=user_id).only("pk"),
        most=Repair.per_person.most,
    )


def finding_undo(*, finding_id: int, user_id: int) -> FindingInfo:
    """Put the rows of the last repair back, bit for bit.

    Raises
    ------
    ConflictError
        When there is no repair to undo, or the bars have changed since.
    """
    with transaction.atomic():
        finding = _locked(finding_id, user_id)
        repair = finding.repairs.filter(undone_at=None, overtaken_at=None).first()
        if repair is None:
            raise ConflictError("There is no repair to undo.", code="nothing_to_undo")
        instrument, interval = _series(finding)
        span = {"start_us": repair.start_us, "end_us": repair.end_us}
        current = rows_read(instrument, interval, **span)
        if rows_text(current) != repair.after:
            raise ConflictError(
                "The bars have changed since the repair, by a refresh or another repair. Undo "
                "that first, or check again.",
                code="bars_changed",
            )
        before = rows_of(repair.before, symbol=instrument.symbol, interval=interval)
        _write(instrument, interval, current, before, **span)
        repair.undone_at = now()
        repair.save(update_fields=["undone_at"])
        _settle(finding, "open")
    return _checked_again(finding, user_id)


def refetch_submit(*, finding_id: int, user_id: int) -> JobInfo:
    """Start asking the bars' own source again."""
    require_change(finding=finding_row(finding_id=finding_id, user_id=user_id), user_id=user_id)
    return job_submit(kind=REFETCH_JOB, params={"finding": finding_id}, owner_id=user_id)


def finding_dismiss(*, finding_id: int, user_id: int, reason: str) -> FindingInfo:
    """Say that what was found is right, and why; it is not shown as open again."""
    with transaction.atomic():
        finding = _locked(finding_id, user_id)
        if finding.state not in {"open", "dismissed"}:
            raise ConflictError(
                f"This finding is {finding.state}; only an open one can be dismissed.",
                code="finding_not_open",
            )
        finding.reason = reason
        _settle(finding, "dismissed")
    return finding_get(finding_id=finding_id, user_id=user_id)


def finding_reopen(*, finding_id: int, user_id: int) -> FindingInfo:
    """Take a dismissal back."""
    with transaction.atomic():
        finding = _locked(finding_id, user_id)
        if finding.state != "dismissed":
            raise ConflictError(
                f"This finding is {finding.state}; only a dismissed one can be opened again.",
                code="finding_not_dismissed",
            )
        finding.reason = ""
        _settle(finding, "open")
    return finding_get(finding_id=finding_id, user_id=user_id)


def _locked(finding_id: int, user_id: int) -> Finding:
    """Return a finding that the person may change, locked against a second hand."""
    require_change(finding=finding_row(finding_id=finding_id, user_id=user_id), user_id=user_id)
    return Finding.objects.select_for_update().get(pk=finding_id)


def _series(finding: Finding) -> tuple[Instrument, CheckedInterval]:
    instrument = instrument_of(instrument_id=finding.instrument_id)
    return instrument, cast("CheckedInterval", finding.interval)


def _nothing_honest(finding: Finding) -> UnprocessableError:
    how = (
        "Fetch the bars again instead."
        if finding.mend
        else "Correct it at its source, or dismiss it with a reason."
    )
    return UnprocessableError(
        f"No repair of this finding would not be a guess. {how}", code="no_repair"
    )


def _write(
    instrument: Instrument,
    interval: CheckedInterval,
    current: Rows,
    wanted: Rows,
    *,
    start_us: int,
    end_us: int,
) -> None:
    if current.bars != wanted.bars:
        bars_correct(
            instrument=instrument, interval=interval, start_us=start_us, end_us=end_us,
            rows=wanted.bars,
        )  # fmt: skip
    if current.splits != wanted.splits:
        others = [one for one in splits_of(instrument) if one not in current.splits]
        splits_correct(instrument=instrument, splits=[*others, *wanted.splits])


def _settle(finding: Finding, state: str) -> None:
    finding.state = state
    finding.save(update_fields=["state", "reason"])
    findings_note([finding.pk])


def _checked_again(finding: Finding, user_id: int) -> FindingInfo:
    """Have the panel rebuilt and the series checked again, and return the finding as it stands."""
    info = finding_get(finding_id=finding.pk, user_id=user_id)
    job_submit(kind=PANEL_JOB, params={}, owner_id=None)
    check_submit(user_id=user_id, symbols=[info.symbol], follow_up=True)
    return info
