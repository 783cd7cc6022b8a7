"""Everything that changes findings, and repairs of the rows behind them."""

from apps.data_quality.services.checks import check_submit
from apps.data_quality.services.history import health_take_back
from apps.data_quality.services.overtaking import repairs_supersede
from apps.data_quality.services.recording import findings_record, health_record
from apps.data_quality.services.repairs import (
    finding_dismiss,
    finding_refetched,
    finding_reopen,
    finding_repair,
    finding_undo,
    refetch_submit,
)

__all__ = [
    "check_submit",
    "finding_dismiss",
    "finding_refetched",
    "finding_reopen",
    "finding_repair",
    "finding_undo",
    "findings_record",
    "health_record",
    "health_take_back",
    "refetch_submit",
    "repairs_supersede",
]
