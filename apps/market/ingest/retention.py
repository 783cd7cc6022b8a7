"""How long ticks and second bars stay; longer bars stay for good."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from apps.market.models import Bar, InstrumentRow, TickRow
from apps.market.store.timescale import is_hypertable, retention_set

HOUR_US: Final = 3_600_000_000
MARGIN_US: Final = 600_000_000
"""Past the cut stay two of the longest live bars, so that none is ever refolded from a part."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Hours to keep ticks and bars of one second."""

    ticks_h: int
    second_bars_h: int

    @property
    def ticks_us(self) -> int:
        """How long ticks stay, in microseconds."""
        return self.ticks_h * HOUR_US

    def apply(self) -> None:
        """Tell TimescaleDB how long ticks stay; other databases are pruned from time to time."""
        if is_hypertable():
            retention_set(keep_us=self.ticks_us + MARGIN_US)

    @transaction.atomic
    def prune(self, now_us: int) -> int:
        """Delete what is older, of all symbols that ever streamed; return how many ticks went.

        Symbol by symbol: that is a range of an index, where one statement for all would read the
        whole table while the writer waits. TimescaleDB drops whole chunks of ticks by its policy.
        """
        ticks_cut = now_us - self.ticks_us - MARGIN_US
        bars_cut = now_us - self.second_bars_h * HOUR_US
        rows = InstrumentRow.objects.exclude(intraday_source="").filter(owner__isnull=True)
        timescale, deleted = is_hypertable(), 0
        for pk, symbol in rows.values_list("pk", "symbol"):
            if not timescale:
                old = TickRow.objects.filter(symbol=symbol, timestamp_us__lt=ticks_cut)
                deleted += old.delete()[0]
            Bar.objects.filter(instrument_id=pk, interval_s=1, timestamp_us__lt=bars_cut).delete()
        return deleted
