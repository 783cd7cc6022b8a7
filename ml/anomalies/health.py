"""Every check of data health over one series."""

from collections.abc import Callable
from typing import Final

from ml.anomalies.checks.invalid_price import invalid_price
from ml.anomalies.checks.ohlc_order import ohlc_order
from ml.anomalies.fault import Fault
from ml.anomalies.series import PriceSeries

Check = Callable[[PriceSeries], list[Fault]]
CHECKS: Final[tuple[Check, ...]] = (invalid_price, ohlc_order)


def check_series(series: PriceSeries) -> list[Fault]:
    """Return what all checks find, in order of time.

    Parameters
    ----------
    series : PriceSeries
        Raw bars in order of time; an empty series has no faults.
    """
    if not len(series):
        return []
    faults = [fault for check in CHECKS for fault in check(series)]
    return sorted(faults, key=lambda fault: (fault.start_us, fault.kind))
