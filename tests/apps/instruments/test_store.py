"""Both databases run this file: `./sightline test` on SQLite and on PostgreSQL."""

import json

import numpy as np
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.errors import UnknownSymbolError
from apps.instruments.store import (
    bars_columns,
    bars_count,
    bars_delete,
    bars_upsert,
    bars_wire,
    encode_bars,
    latest_bar,
    latest_ticks,
    nth_last,
    series_version,
    ticks_columns,
    ticks_insert,
    versions_digest,
)
from apps.instruments.store.encoding import encode_row
from apps.instruments.types import Bars, Tick
from tests.apps.instruments.conftest import MakeInstrument, bar

# Statements of our own, one for each database.
pytestmark = pytest.mark.every_case


def tick(trade_id: int, price: float = 100.0, symbol: str = "AAA", at: int | None = None) -> Tick:
    return Tick("venue", symbol, trade_id, price, 0.5, trade_id * 1_000 if at is None else at, True)


def test_bars_come_back_as_columns_with_nan_for_unknown(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    bars_upsert(
        [
            bar("AAA", "1m", 60, 2.0, open=None, high=None, low=None, volume=None, vwap=1.5),
            bar("AAA", "1m", 0, 1.0, settled=False),
        ]
    )
    bars = bars_columns(instrument_id=row.pk, interval_s=60)
    assert bars.timestamps.dtype == np.int64
    assert bars.timestamps.tolist() == [0, 60]
    assert bars.close.tolist() == [1.0, 2.0]
    assert np.isnan(bars.open[1])
    assert np.isnan(bars.volume[1])
    assert np.isnan(bars.vwap[0])
    assert bars.vwap[1] == 1.5
    assert bars.settled.tolist() == [False, True]


def test_a_second_bar_of_a_key_replaces_the_first(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    bars_upsert([bar("AAA", "1m", 0, 1.0, settled=False)])
    bars_upsert([bar("AAA", "1m", 0, 2.0), bar("AAA", "1m", 0, 3.0)])
    bars = bars_columns(instrument_id=row.pk, interval_s=60)
    assert bars.close.tolist() == [3.0]
    assert bars.settled.tolist() == [True]


def test_ranges_include_the_start_and_exclude_the_end(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    bars_upsert([bar("AAA", "1s", second, 1.0) for second in range(5)])
    found = bars_columns(instrument_id=row.pk, interval_s=1, start_us=1, end_us=4)
    assert found.timestamps.tolist() == [1, 2, 3]
    limited = bars_columns(instrument_id=row.pk, interval_s=1, limit=2)
    assert limited.timestamps.tolist() == [0, 1]
    assert latest_bar(instrument_id=row.pk, interval_s=1, limit=2).timestamps.tolist() == [3, 4]


def test_an_unknown_symbol_writes_nothing(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    with pytest.raises(UnknownSymbolError):
        bars_upsert([bar("AAA", "1s", 0, 1.0), bar("NOPE", "1s", 0, 1.0)])
    assert len(bars_columns(instrument_id=row.pk, interval_s=1)) == 0


def test_nothing_to_write_is_no_work(db: None) -> None:
    assert bars_upsert([]) == 0
    assert ticks_insert([]) == 0


def test_each_write_gives_the_series_a_new_version(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    other = make_instrument("BBB")
    assert series_version(instrument_id=row.pk, interval_s=1) == 0
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    first = series_version(instrument_id=row.pk, interval_s=1)
    digest = versions_digest(interval_s=1)
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    assert series_version(instrument_id=row.pk, interval_s=1) > first > 0
    assert versions_digest(interval_s=1) != digest
    assert series_version(instrument_id=row.pk, interval_s=60) == 0
    assert series_version(instrument_id=other.pk, interval_s=1) == 0


def test_versions_rise_even_when_the_clock_stands_still(
    make_instrument: MakeInstrument, time_machine: object
) -> None:
    row = make_instrument("AAA")
    time_machine.move_to("2026-01-01T00:00:00Z", tick=False)  # type: ignore[attr-defined]
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    first = series_version(instrument_id=row.pk, interval_s=1)
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    assert series_version(instrument_id=row.pk, interval_s=1) == first + 1


def test_deleting_a_series_gives_a_new_version_and_leaves_others(
    make_instrument: MakeInstrument,
) -> None:
    row = make_instrument("AAA", [1.0, 2.0])
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    before = series_version(instrument_id=row.pk, interval_s=1)
    assert bars_delete(instrument_ids=[row.pk], intervals_s=[1, 60]) == 1
    assert series_version(instrument_id=row.pk, interval_s=1) > before
    assert len(bars_columns(instrument_id=row.pk, interval_s=86_400)) == 2


def test_ticks_are_stored_once(db: None) -> None:
    assert ticks_insert([tick(1), tick(2)]) == 2
    assert ticks_insert([tick(2, price=999.0), tick(3)]) == 1
    assert [t.price for t in latest_ticks(venue="venue", symbol="AAA")] == [100.0] * 3


def test_a_tick_twice_in_one_batch_is_stored_once(db: None) -> None:
    ticks_insert([tick(1), tick(1, price=7.0)])
    assert latest_ticks(venue="venue", symbol="AAA") == [tick(1)]


def test_of_a_long_batch_only_what_is_new_counts(db: None) -> None:
    ticks_insert([tick(number, price=1.0) for number in (50, 150, 249)])
    batch = [tick(number, price=2.0) for number in (*range(250), 0, 99, 100, 249)]
    assert ticks_insert(batch) == 247
    assert ticks_insert(batch) == 0
    stored = latest_ticks(venue="venue", symbol="AAA", limit=300)
    assert [each.trade_id for each in stored] == list(range(250))
    assert [each.trade_id for each in stored if each.price == 1.0] == [50, 150, 249]


def test_a_known_tick_leaves_what_its_transaction_wrote_before(db: None) -> None:
    ticks_insert([tick(1)])
    with transaction.atomic():
        ticks_insert([tick(2)])
        assert ticks_insert([tick(1, price=7.0), tick(3)]) == 1
    assert [t.price for t in latest_ticks(venue="venue", symbol="AAA")] == [100.0] * 3


def test_the_last_ticks_come_oldest_first(db: None) -> None:
    ticks_insert([tick(3), tick(1), tick(2)])
    found = latest_ticks(venue="venue", symbol="AAA", limit=2)
    assert [t.trade_id for t in found] == [2, 3]


def test_tick_columns_are_in_order_of_trade_id(db: None) -> None:
    ticks_insert([tick(2, 2.0, at=10), tick(1, 1.0, at=10), tick(3, 3.0, at=20)])
    timestamps, prices, quantities = ticks_columns(
        venue="venue", symbol="AAA", start_us=10, end_us=20
    )
    assert timestamps.tolist() == [10, 10]
    assert prices.tolist() == [1.0, 2.0]
    assert quantities.tolist() == [0.5, 0.5]
    empty, _, _ = ticks_columns(venue="venue", symbol="ZZZ", start_us=0, end_us=99)
    assert len(empty) == 0


def test_sqlite_tables_lie_in_their_primary_key(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such tables")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name IN ('market_bar', 'market_tick')")
        assert all(sql.endswith("WITHOUT ROWID") for (sql,) in cursor.fetchall())


def test_encoded_bars_equal_their_columns(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    rows = [
        bar("AAA", "1m", k * 60_000_000, 1.1 * k + 0.1, open=None, vwap=0.3, settled=k < 2)
        for k in (2, 0, 1)
    ]
    bars_upsert(rows)
    series = {"instrument_id": row.pk, "interval_s": 60}
    joined = bars_wire(**series)
    assert joined == encode_bars(bars_columns(**series))
    assert [b["timestamp"][14:16] for b in json.loads(b"[%b]" % joined)] == ["00", "01", "02"]
    inside = bars_wire(**series, start_us=60_000_000, end_us=120_000_000)
    assert inside is not None
    assert inside.count(b"{") == 1
    assert bars_count(**series) == 3
    assert bars_wire(instrument_id=row.pk, interval_s=300) == b""


def test_seconds_are_not_encoded(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    bars_upsert([bar("AAA", "1s", 0, 1.0)])
    assert bars_wire(instrument_id=row.pk, interval_s=1) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 4_000_000_000), st.floats(1e-8, 1e12), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_both_encoders_agree(values: list[tuple[int, float, bool]]) -> None:
    rows = [
        bar("AAA", "1d", seconds * 1_000_000, price, settled=settled, open=None)
        for seconds, price, settled in values
    ]
    one_by_one = ",".join(encode_row(row) for row in rows).encode()
    prices = np.array([row.close for row in rows])
    nothing = np.full(len(rows), np.nan)
    columns = Bars(
        np.array([row.timestamp_us for row in rows]),
        nothing,
        prices,
        prices,
        prices,
        np.ones(len(rows)),
        nothing,
        np.array([row.settled for row in rows]),
    )
    assert encode_bars(columns) == one_by_one


def test_the_nth_last_bar(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    series = {"instrument_id": row.pk, "interval_s": 60}
    assert nth_last(**series) is None
    bars_upsert([bar("AAA", "1m", k, 1.0) for k in range(4)])
    assert [nth_last(**series, n=n) for n in (1, 2, 4, 9)] == [3, 2, 0, 0]
