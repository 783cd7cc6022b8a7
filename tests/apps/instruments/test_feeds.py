"""Which venue feeds which instrument."""

from apps.accounts.models import User
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import instrument_get, streaming_instruments
from apps.instruments.store import bars_columns, bars_upsert
from apps.streaming.services import feed_attach
from tests.apps.instruments.conftest import MakeInstrument, bar


def test_unknown_symbols_of_a_venue_become_instruments(db: None) -> None:
    feed_attach(symbols=["SOLUSDT", "ETHBTC"], source="binance")
    sol = instrument_get(symbol="SOLUSDT")
    assert (sol.name, sol.currency, sol.calendar) == ("SOL / USDT", "USDT", "24/7")
    assert (sol.source, sol.simulated, sol.intraday_simulated) == ("binance", False, False)
    assert instrument_get(symbol="ETHBTC").currency == "BTC"
    assert [found.symbol for found in streaming_instruments()] == ["ETHBTC", "SOLUSDT"]


def test_a_stock_keeps_its_daily_source(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [1.0])
    feed_attach(symbols=["AAA"], source="simulator")
    stock = instrument_get(symbol="AAA")
    assert (stock.source, stock.simulated, stock.intraday_simulated) == ("test", False, True)


def test_attaching_the_same_venue_keeps_the_bars(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA")
    feed_attach(symbols=["AAA"], source="simulator")
    bars_upsert([bar("AAA", "1m", 0, 1.0)])
    feed_attach(symbols=["AAA"], source="simulator")
    assert len(bars_columns(instrument_id=row.pk, interval_s=60)) == 1


def test_another_venue_never_shares_a_series_with_the_simulator(
    make_instrument: MakeInstrument,
) -> None:
    row = make_instrument("BTCUSDT", asset_class="crypto", intraday_source="simulator")
    InstrumentRow.objects.filter(pk=row.pk).update(simulated=True)
    bars_upsert([bar("BTCUSDT", "1m", 0, 1.0), bar("BTCUSDT", "1d", 0, 5.0)])
    feed_attach(symbols=["BTCUSDT"], source="binance")
    assert len(bars_columns(instrument_id=row.pk, interval_s=60)) == 0
    assert len(bars_columns(instrument_id=row.pk, interval_s=86_400)) == 1
    found = instrument_get(symbol="BTCUSDT")
    assert (found.simulated, found.intraday_source) == (False, "binance")


def test_private_instruments_are_not_fed(make_instrument: MakeInstrument, alice: User) -> None:
    make_instrument("AAA", owner=alice)
    feed_attach(symbols=["AAA"], source="binance")
    assert InstrumentRow.objects.filter(symbol="AAA").count() == 2
    assert InstrumentRow.objects.get(symbol="AAA", owner=alice).intraday_source == ""
