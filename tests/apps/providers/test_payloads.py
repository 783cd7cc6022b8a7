"""The providers' own shapes, for the same days of Apple: one truth, whoever reports it.

Apple split four for one on 31 August 2020 (apple.com/investor). It closed at 499.23 dollars on the
Friday before and at 129.04 on the day, and paid 0.82 dollars a share on 7 August.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import orjson
import pytest

from apps.providers.alphavantage.provider import AlphaVantage
from apps.providers.polygon.provider import Polygon
from apps.providers.shared.base import (
    ProviderAction,
    ProviderError,
    ProviderHistory,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
)
from apps.providers.yahoo.provider import Yahoo
from tests.apps.providers.conftest import Clock
from tests.apps.providers.kit import TIMEOUT_S
from tests.servers.providers.faults import Reply
from tests.servers.providers.server import ProviderServer
from tests.servers.providers.universe import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unhurried")]
FOLDER = Path(__file__).parents[3] / "fixtures" / "providers"
START, END = date(2020, 8, 3), date(2020, 8, 31)
SPLIT = ProviderAction(date(2020, 8, 31), "split", 4.0)


def payload(name: str, status: int = 200) -> Reply:
    return Reply(orjson.loads((FOLDER / name).read_bytes()), status)


def yahoo(providers: ProviderServer) -> ProviderHistory:
    providers.fixed = {"/v8/finance/chart/AAPL": payload("yahoo/chart_split.json")}
    return Yahoo(TIMEOUT_S).daily("AAPL", START, END)


def polygon(providers: ProviderServer) -> ProviderHistory:
    providers.fixed = {
        "/v2/aggs/": payload("polygon/aggregates.json"),
        "/splits": payload("polygon/splits.json"),
        "/dividends": payload("polygon/dividends.json"),
    }
    return Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END)


def alphavantage(providers: ProviderServer) -> ProviderHistory:
    providers.fixed = {"DAILY_ADJUSTED": payload("alphavantage/daily_adjusted.json")}
    return AlphaVantage(KEY, TIMEOUT_S).daily("AAPL", START, END)


def alphavantage_free(providers: ProviderServer) -> ProviderHistory:
    providers.fixed = {
        "DAILY_ADJUSTED": payload("alphavantage/premium.json"),
        "TIME_SERIES_DAILY": payload("alphavantage/daily.json"),
        "SPLITS": payload("alphavantage/splits.json"),
        "DIVIDENDS": payload("alphavantage/dividends.json"),
    }
    return AlphaVantage(KEY, TIMEOUT_S).daily("AAPL", START, END)


ASKED = [yahoo, polygon, alphavantage, alphavantage_free]


@pytest.mark.parametrize("ask", ASKED)
def test_a_split_is_reported_once_and_prices_stay_as_they_traded(
    providers: ProviderServer, ask: Callable[[ProviderServer], ProviderHistory]
) -> None:
    history = ask(providers)
    bars = history.bars.bars
    last = bars.where(slice(-3, None))
    assert last.dates.astype(str).tolist() == ["2020-08-27", "2020-08-28", "2020-08-31"]
    np.testing.assert_allclose(last.close, [500.04, 499.23, 129.04], rtol=1e-14)
    np.testing.assert_allclose(last.open, [508.57, 504.05, 127.58], rtol=1e-14)
    # Yahoo rounds volumes to hundreds before it multiplies them.
    np.testing.assert_allclose(last.volume, [38_888_096, 46_907_479, 225_702_700], rtol=1e-4)
    assert bars.settled.all()
    assert history.actions[-1] == SPLIT
    assert [one.kind for one in history.actions] == ["dividend", "split"]
    assert history.actions[0].ex_date == date(2020, 8, 7)
    assert history.actions[0].value == pytest.approx(0.82)


def test_a_session_that_has_not_traded_is_no_bar(providers: ProviderServer) -> None:
    providers.fixed = {"/v8/": payload("yahoo/chart_null_last.json")}
    bars = Yahoo(TIMEOUT_S).daily("AAPL", START, date(2020, 9, 1)).bars.bars
    assert bars.dates.astype(str).tolist() == ["2020-08-28", "2020-08-31"]


def test_pence_become_pounds_with_their_dividend(providers: ProviderServer) -> None:
    providers.fixed = {"/v8/": payload("yahoo/chart_pence.json")}
    history = Yahoo(TIMEOUT_S).daily("VOD.L", date(2020, 6, 10), date(2020, 6, 12))
    assert (history.bars.currency, history.bars.calendar) == ("GBP", "XLON")
    assert history.bars.bars.close.tolist() == [1.3094, 1.2404, 1.2662]
    assert history.actions == (ProviderAction(date(2020, 6, 11), "dividend", 0.04),)


def test_intraday_bars_and_their_last_one(providers: ProviderServer, still: Clock) -> None:
    # Half past two in New York on the day of the split: 18:30 UTC.
    still.moment = datetime(2020, 8, 31, 18, 30, tzinfo=UTC)
    start = still.moment.replace(hour=16, minute=0)
    rows = [
        {"v": 1_000.0, "vw": 129.1, "o": 129.0, "c": 129.2, "h": 129.3, "l": 128.9,
         "t": int(start.replace(hour=hour).timestamp() * 1_000), "n": 9}
        for hour in (16, 17, 18)
    ]  # fmt: skip
    providers.fixed = {
        "/range/1/hour/": Reply({"status": "OK", "results": rows}),
        "/v3/": Reply({"status": "OK", "results": []}),
    }
    history = Polygon(KEY, TIMEOUT_S).intraday("AAPL", "1h", start, still.moment)
    assert history.bars.interval == "1h"
    assert history.bars.bars.timestamps[0] == int(start.timestamp() * 1e6)
    # 17:00 to 18:00 ended half an hour ago; the next hour is still open.
    assert history.bars.bars.settled.tolist() == [True, True, False]
    assert not history.bars.last_closed
    assert len(history.bars.settled) == 2


def test_pages_are_followed_at_our_own_address(providers: ProviderServer) -> None:
    first = payload("polygon/aggregates.json")
    rows = first.content["results"]
    first.content = first.content | {
        "results": rows[:2],
        "next_url": "https://api.polygon.io/v2/aggs/ticker/AAPL/range/1/day/a/b?cursor=two",
    }
    providers.fixed = {
        "cursor=two": Reply({"status": "OK", "results": rows[2:]}),
        "/v2/aggs/": first,
        "/v3/": Reply({"status": "OK", "results": []}),
    }
    history = Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END)
    assert len(history.bars.bars) == 3
    assert providers.asked["polygon"] == 4


def test_endless_pages_end(providers: ProviderServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.providers.polygon.pages.MOST_PAGES", 3)
    providers.fixed = {"/v2/": Reply({"status": "OK", "results": [], "next_url": "/v2/aggs/again"})}
    with pytest.raises(ProviderError, match="more than"):
        Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END)


def test_a_past_that_the_plan_cuts_is_left_to_others(
    providers: ProviderServer, still: Clock
) -> None:
    # Two years after the first of the bars; they were asked from a year before it.
    still.moment = datetime(2022, 8, 27, 12, tzinfo=UTC)
    providers.fixed = {
        "/v2/aggs/": payload("polygon/aggregates.json"),
        "/v3/": Reply({"status": "OK", "results": []}),
    }
    with pytest.raises(ProviderRefusedError, match="from 2020-08-27 on"):
        Polygon(KEY, TIMEOUT_S).daily("AAPL", date(2019, 8, 27), END)
    assert len(Polygon(KEY, TIMEOUT_S).daily("AAPL", date(2020, 8, 24), END).bars.bars) == 3


@pytest.mark.parametrize(
    ("name", "status", "error", "wait"),
    [
        ("polygon/unknown_key.json", 401, ProviderRefusedError, None),
        ("polygon/not_authorized.json", 403, ProviderRefusedError, None),
        ("polygon/too_many.json", 429, ProviderLimitError, 60.0),
    ],
)
def test_polygon_refusals(
    providers: ProviderServer,
    name: str,
    status: int,
    error: type[ProviderError],
    wait: float | None,
) -> None:
    providers.fixed = {"/v2/": payload(name, status)}
    with pytest.raises(error) as caught:
        Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END)
    assert type(caught.value) is error
    assert caught.value.retry_after_s == wait
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "error", "wait"),
    [
        ("daily_limit.json", ProviderLimitError, 3_600.0),
        ("key_in_note.json", ProviderLimitError, 3_600.0),
        ("burst.json", ProviderLimitError, 60.0),
        ("bad_call.json", ProviderUnknownSymbolError, None),
        ("bad_key.json", ProviderRefusedError, None),
    ],
)
def test_alphavantage_notes(
    providers: ProviderServer, name: str, error: type[ProviderError], wait: float | None
) -> None:
    providers.fixed = {"/query": payload(f"alphavantage/{name}")}
    with pytest.raises(error) as caught:
        AlphaVantage(KEY, TIMEOUT_S).daily("AAPL", START, END)
    assert type(caught.value) is error
    assert caught.value.retry_after_s == wait
    assert KEY not in str(caught.value)


def test_alphavantage_speaks_pence_in_london(providers: ProviderServer) -> None:
    providers.fixed = {"GLOBAL_QUOTE": payload("alphavantage/global_quote.json")}
    quote = AlphaVantage(KEY, TIMEOUT_S).quote("TSCO.L")
    assert quote.currency == "GBP"
    assert quote.price == pytest.approx(3.512)
    # London closes at 16:30, in winter that is UTC.
    assert quote.timestamp_us == int(datetime(2024, 11, 22, 16, 30, tzinfo=UTC).timestamp() * 1e6)


def test_matches_carry_our_symbols(providers: ProviderServer) -> None:
    providers.fixed = {
        "/v1/finance/search": payload("yahoo/search.json"),
        "/v3/reference/tickers": payload("polygon/tickers.json"),
        "SYMBOL_SEARCH": payload("alphavantage/search.json"),
    }
    reported = [
        (one.symbol, one.asset_class, one.exchange, one.currency, one.calendar)
        for one in (
            *Yahoo(TIMEOUT_S).search("b"),
            *Polygon(KEY, TIMEOUT_S).search("b"),
            *AlphaVantage(KEY, TIMEOUT_S).search("tsco"),
        )
    ]
    assert reported == [
        ("BRK.B", "stock", "XNYS", "USD", "XNYS"),
        ("VOD.L", "stock", "XLON", "GBP", "XLON"),
        ("SPY", "etf", "ARCX", "USD", "XNYS"),
        ("BTC-USD", "crypto", "CRYPTO", "USD", "24/7"),
        ("BRK.B", "stock", "XNYS", "USD", "XNYS"),
        ("SPY", "etf", "ARCX", "USD", "XNYS"),
        ("BTC-USD", "crypto", "CRYPTO", "USD", "24/7"),
        ("TSCO.L", "stock", "XLON", "GBP", "XLON"),
        ("TSCO", "stock", "", "USD", "XNYS"),
    ]
