"""Run in the killed process' database: is every stored bar the fold of the stored ticks?

Prints one JSON line: per symbol the number of ticks, of missing ids, and of bars that differ, and
under `process` what the stream process left in its row.
"""

import json
import sys

import django


def check(symbol: str) -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415  after setup

    from apps.instruments.selectors import instrument_get  # noqa: PLC0415
    from apps.instruments.store import bars_columns, ticks_columns  # noqa: PLC0415
    from ml.series.bars import INTERVALS_US  # noqa: PLC0415
    from ml.series.bars_fold import fold  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(trade_id) - min(trade_id) + 1 FROM market_tick WHERE symbol = %s",
            [symbol],
        )
        count, span = cursor.fetchone()
    pk = instrument_get(symbol=symbol).id
    ticks = ticks_columns(venue="binance", symbol=symbol, start_us=0, end_us=2**62)
    differ = 0
    for step in INTERVALS_US.values():
        expected = fold(*ticks, step)
        bars = bars_columns(instrument_id=pk, interval_s=step // 1_000_000)
        for name in ("open", "high", "low", "close", "volume", "vwap"):
            differ += getattr(bars, name).tolist() != getattr(expected, name).tolist()
    return {"ticks": count, "missing": span - count, "differ": differ}


def process() -> dict[str, object]:
    from apps.streaming.models import StreamProcess  # noqa: PLC0415  after setup

    row = StreamProcess.objects.get()
    return {**(row.state or {}), "holder": row.holder}


if __name__ == "__main__":
    django.setup()
    found = {symbol: check(symbol) for symbol in sys.argv[1:]}
    print(json.dumps({**found, "process": process()}))  # noqa: T201  its answer
