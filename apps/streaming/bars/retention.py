"""How long ticks and second bars stay; longer bars stay for good."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Min, QuerySet

from apps.instruments.models import Bar, InstrumentRow, TickRow
from apps.instruments.store.timescale import is_hypertable, retention_set

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
        """Set how long TimescaleDB keeps ticks; other databases are pruned from time to time."""
        if is_hypertable():
            retention_set(keep_us=self.ticks_us + MARGIN_US)

    def prune(self, now_us: int) -> int:
        """Delete what is older, of all symbols that ever streamed; return how many ticks went.

        Symbol by symbol and hour by hour, each in a statement of its own: those are short ranges
        of an index, where one transaction for all would keep the writer waiting, after days
        without a start for longer than a statement may take. What an interruption leaves goes
        the next time. TimescaleDB drops whole chunks of ticks by its policy.
        """
        ticks_cut = now_us - self.ticks_us - MARGIN_US
        bars_cut = now_us - self.second_bars_h * HOUR_US
        rows = InstrumentRow.objects.exclude(intraday_source="").filter(owner__isnull=True)
        timescale, deleted = is_hypertable(), 0
        for pk, symbol in rows.values_list("pk", "symbol"):
            if not timescale:
                deleted += _delete_before(TickRow.objects.filter(symbol=symbol), ticks_cut)
            _delete_before(Bar.objects.filter(instrument_id=pk, interval_s=1), bars_cut)
        return deleted


def _delete_before(rows: QuerySet[Any], cut_us: int) -> int:
    """Delete rows from before a moment, an hour of them at a time."""
    deleted = 0
    old = rows.filter(timestamp_us__lt=cut_us)
    while (first := old.aggregate(first=Min("timestamp_us"))["first"]) is not None:
        edge = min(first + HOUR_US, cut_us)
        deleted += rows.filter(timestamp_us__lt=edge).delete()[0]
    return deleted
