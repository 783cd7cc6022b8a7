"""Price and change rules, at each settled one-minute bar of a streaming symbol."""

from datetime import UTC, datetime

from apps.alerts.evaluation import observe
from apps.alerts.types import Observation
from apps.core.clock import microseconds_iso
from apps.market.selectors import instrument_get, reference_close
from apps.market.types import MICROSECOND, BarRow


def watch_prices(bar: BarRow) -> None:
    """Evaluate the price and the change that a bar settled at."""
    moment = datetime.fromtimestamp(bar.timestamp_us / MICROSECOND, UTC)
    key = f"{bar.interval}:{microseconds_iso(bar.timestamp_us)}"
    seen = [Observation("price", bar.symbol, bar.close, moment, key)]
    before = reference_close(instrument=instrument_get(symbol=bar.symbol))
    if before:
        seen.append(Observation("change", bar.symbol, bar.close / before - 1.0, moment, key))
    observe(seen)
