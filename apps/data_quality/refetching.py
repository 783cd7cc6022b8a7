"""Daily bars asked for again at the provider that keeps them."""

from math import isnan

from apps.core.errors import UnprocessableError
from apps.data_quality.snapshots import day_of
from apps.instruments.selectors import bars_whole
from apps.instruments.types import BarRow, Instrument
from apps.providers.asking import history_fetch


def bars_again(instrument: Instrument, *, start_us: int, end_us: int) -> list[BarRow]:
    """Return the closed bars of [start, end] as their source reports them now.

    Raises
    ------
    UnprocessableError
        When it reports nothing new.
    AllProvidersFailedError
        Naming what each provider said.
    """
    reported = history_fetch(
        instrument=instrument, start=day_of(start_us), end=day_of(end_us)
    ).value
    bars = reported.bars.settled
    within = bars.where((bars.timestamps >= start_us) & (bars.timestamps <= end_us))
    names = ("open", "high", "low", "close", "volume", "vwap")
    columns = [within.timestamps.tolist(), *(getattr(within, name).tolist() for name in names)]
    rows = [_row(instrument.symbol, *values) for values in zip(*columns, strict=True)]
    held = bars_whole(
        instrument_id=instrument.id, symbol=instrument.symbol, interval="1d",
        start_us=start_us, end_us=end_us,
    )  # fmt: skip
    if all(row in held for row in rows):
        raise UnprocessableError(
            f"{reported.provider} has the same bars as are stored. Dismiss it with a reason, "
            "or correct it at another source.",
            code="nothing_new",
        )
    return rows


def _row(symbol: str, timestamp_us: int, *numbers: float) -> BarRow:
    open_, high, low, close, volume, vwap = (
        None if isnan(number) else float(number) for number in numbers
    )
    assert close is not None, "adapters give no bar without a close"
    return BarRow(
        symbol, "1d", timestamp_us, open_, high, low, close, volume, vwap, trades=None, settled=True
    )
