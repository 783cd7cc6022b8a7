"""Run in a database with TimescaleDB: fold a tape live, refresh the aggregates, compare."""

import json
import math
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> dict[str, object]:
    """Return per interval whether all bars are equal, and how many ticks a replay stored."""
    from django.core.management import call_command  # noqa: PLC0415  after setup
    from django.db import connection  # noqa: PLC0415

    from apps.instruments.selectors import instrument_get  # noqa: PLC0415
    from apps.instruments.store import bars_columns, ticks_insert  # noqa: PLC0415
    from apps.instruments.store.timescale import is_hypertable  # noqa: PLC0415
    from apps.streaming.bars.folder import Folder  # noqa: PLC0415
    from apps.streaming.bars.writer import Writer  # noqa: PLC0415
    from apps.streaming.services import feed_attach  # noqa: PLC0415
    from apps.streaming.ticks.intake import now_us  # noqa: PLC0415
    from tests.apps.streaming.faulty_venue import tape  # noqa: PLC0415
    from tests.apps.streaming.running import unguarded  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    assert is_hypertable()
    feed_attach(symbols=("AUSDT",), source="binance")
    ticks = tape(("AUSDT",), 5_000, now_us=now_us())
    folder = Folder()
    Writer("binance", folder, unguarded).write(ticks, folder.fold(ticks))
    found: dict[str, object] = {"twice": ticks_insert(ticks)}
    pk = instrument_get(symbol="AUSDT").id
    for name, seconds in (("1m", 60), ("5m", 300)):
        with connection.cursor() as cursor:
            cursor.execute(f"CALL refresh_continuous_aggregate('market_tick_{name}', NULL, NULL)")
            cursor.execute(
                "SELECT start_us, open, high, low, close, volume, vwap"
                f" FROM market_tick_{name} WHERE symbol = 'AUSDT' ORDER BY start_us"
            )
            theirs = cursor.fetchall()
        bars = bars_columns(instrument_id=pk, interval_s=seconds)
        mine = zip(
            bars.timestamps.tolist(), bars.open.tolist(), bars.high.tolist(), bars.low.tolist(),
            bars.close.tolist(), bars.volume.tolist(), bars.vwap.tolist(), strict=True,
        )  # fmt: skip
        found[name] = len(theirs) == len(bars) and all(
            one[:5] == other[:5]
            and all(
                math.isclose(a, b, rel_tol=1e-12) for a, b in zip(one[5:], other[5:], strict=True)
            )
            for one, other in zip(mine, theirs, strict=True)
        )
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))  # noqa: T201  its answer
