"""Every check of data health over one series."""

from collections.abc import Callable
from typing import Final

from ml.anomalies.checks.duplicate import duplicate
from ml.anomalies.checks.flat_line import flat_line
from ml.anomalies.checks.gap import gap
from ml.anomalies.checks.impossible_time import impossible_time
from ml.anomalies.checks.invalid_price import invalid_price
from ml.anomalies.checks.odd_bar import odd_bar
from ml.anomalies.checks.ohlc_order import ohlc_order
from ml.anomalies.checks.partial_bar import partial_bar
from ml.anomalies.checks.provider_disagreement import OtherSource, provider_disagreement
from ml.anomalies.checks.split_mismatch import split_mismatch
from ml.anomalies.checks.stale import stale
from ml.anomalies.checks.unit_jump import unit_jump
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.series import PriceSeries

Check = Callable[[PriceSeries], list[SeriesFinding]]
# These look at every bar; the others only at final ones, because a growing bar is not wrong yet.
ALL_BARS: Final[tuple[Check, ...]] = (stale, gap, impossible_time)
FINAL_BARS: Final[tuple[Check, ...]] = (
    invalid_price, ohlc_order, unit_jump, split_mismatch, duplicate, flat_line, partial_bar,
)  # fmt: skip


def check_series(series: PriceSeries, other: OtherSource | None = None) -> list[SeriesFinding]:
    """Return what all checks find, in order of time.

    Parameters
    ----------
    series : PriceSeries
        Raw bars in order of time; an empty series has no findings.
    other : OtherSource, optional
        The same instrument from a second source.
    """
    if not len(series):
        return []
    findings = [finding for check in ALL_BARS for finding in check(series)]
    final = series.where(series.settled)
    if len(final):
        found = [finding for check in FINAL_BARS for finding in check(final)]
        found += provider_disagreement(final, other) if other is not None else []
        findings += odd_bar(final, found)
    return sorted(findings, key=lambda finding: (finding.start_us, finding.kind))
