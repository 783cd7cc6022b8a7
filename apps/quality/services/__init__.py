"""Everything that changes findings, and repairs of the rows behind them."""

from apps.quality.services.checks import check_submit
from apps.quality.services.recording import findings_record, health_record

__all__ = ["check_submit", "findings_record", "health_record"]
