"""Everything that changes findings, and repairs of the rows behind them."""

from apps.quality.services.checks import check_submit
from apps.quality.services.overtaking import repairs_overtaken
from apps.quality.services.recording import findings_record, health_record
from apps.quality.services.repairs import (
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
    "refetch_submit",
    "repairs_overtaken",
]
