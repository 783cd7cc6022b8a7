"""Bars folded again from their stored ticks: the record that every live bar must equal."""

from apps.instruments.store import ticks_columns
from apps.streaming.bars.folder import BarKey
from ml.series.bars import INTERVALS_US, BarFolder, LiveBar


def refolded(venue: str, key: BarKey) -> LiveBar | None:
    """Fold one bar from its stored ticks, in the order of their ids."""
    timestamps, prices, quantities = ticks_columns(
        venue=venue, symbol=key.symbol, start_us=key.start_us, end_us=key.end_us
    )
    folder = BarFolder(INTERVALS_US[key.interval])
    columns = (timestamps.tolist(), prices.tolist(), quantities.tolist())
    for timestamp_us, price, quantity in zip(*columns, strict=True):
        folder.add(timestamp_us, price, quantity)
    return folder.bar
