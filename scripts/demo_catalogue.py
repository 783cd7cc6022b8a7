"""What the demo instruments are called, where their data come from and what was decided."""

from typing import Any

_STOCKS = {
    "AAPL": ("Apple", "XNAS"),
    "AMD": ("Advanced Micro Devices", "XNAS"),
    "BAC": ("Bank of America", "XNYS"),
    "BBY": ("Best Buy", "XNYS"),
    "CVX": ("Chevron", "XNYS"),
    "GE": ("General Electric", "XNYS"),
    "HD": ("Home Depot", "XNYS"),
    "JNJ": ("Johnson & Johnson", "XNYS"),
    "JPM": ("JPMorgan Chase", "XNYS"),
    "KO": ("Coca-Cola", "XNYS"),
    "LLY": ("Eli Lilly", "XNYS"),
    "MRK": ("Merck", "XNYS"),
    "MSFT": ("Microsoft", "XNAS"),
    "PEP": ("PepsiCo", "XNAS"),
    "PFE": ("Pfizer", "XNYS"),
    "PG": ("Procter & Gamble", "XNYS"),
    "RRC": ("Range Resources", "XNYS"),
    "UNH": ("UnitedHealth Group", "XNYS"),
    "WMT": ("Walmart", "XNYS"),
    "XOM": ("Exxon Mobil", "XNYS"),
}
_FACTORS = {
    "MTUM": "iShares MSCI USA Momentum Factor ETF",
    "QUAL": "iShares MSCI USA Quality Factor ETF",
    "SIZE": "iShares MSCI USA Size Factor ETF",
    "USMV": "iShares MSCI USA Min Vol Factor ETF",
    "VLUE": "iShares MSCI USA Value Factor ETF",
}
_CANDLES = {
    "AAPL.OHLC": ("Apple, daily candles 2000-2013", "stock", "XNAS", "bokeh-stocks"),
    "FB": ("Facebook, 2012-2013", "stock", "XNAS", "bokeh-stocks"),
    "GOOG": ("Google, 2004-2013", "stock", "XNAS", "bokeh-stocks"),
    "IBM": ("IBM, 2000-2013", "stock", "XNYS", "bokeh-stocks"),
    "MSFT.OHLC": ("Microsoft, daily candles 2000-2013", "stock", "XNAS", "bokeh-stocks"),
    "SPX.OHLC": ("S&P 500, daily candles 1999-2018", "index", "INDEX", "arch-indices"),
    "IXIC": ("NASDAQ Composite, 1999-2018", "index", "INDEX", "arch-indices"),
}
_CRYPTO = {"BTCUSDT": "Bitcoin / Tether", "ETHUSDT": "Ether / Tether"}


def _entry(symbol: str, name: str, **fields: Any) -> dict[str, Any]:
    usual = {
        "asset_class": "stock",
        "exchange": "XNYS",
        "currency": "USD",
        "calendar": "XNYS",
        "source": "",
        "has_ohlc": False,
        "simulated": False,
        "streams": False,
        "tick_size": 0.01,
    }
    return {"symbol": symbol, "name": name, **usual, **fields}


CATALOGUE: list[dict[str, Any]] = [
    *(
        _entry(symbol, name, exchange=exchange, source="skfolio-stocks", streams=True)
        for symbol, (name, exchange) in _STOCKS.items()
    ),
    *(
        _entry(symbol, name, asset_class="etf", exchange="BATS", source="skfolio-factors")
        for symbol, name in _FACTORS.items()
    ),
    *(
        _entry(symbol, name, asset_class=kind, exchange=exchange, source=source, has_ohlc=True)
        for symbol, (name, kind, exchange, source) in _CANDLES.items()
    ),
    _entry("SPX", "S&P 500", asset_class="index", exchange="INDEX", source="skfolio-index"),
    _entry("VIX", "CBOE VIX", asset_class="index", exchange="CBOE", source="arch-fred"),
    _entry(
        "WTI", "West Texas Intermediate", asset_class="commodity", exchange="FRED",
        source="arch-fred",
    ),
    *(
        _entry(
            symbol, name, asset_class="crypto", exchange="BINANCE", currency="USDT",
            calendar="24/7", source="simulator", has_ohlc=True, simulated=True, streams=True,
        )
        for symbol, name in _CRYPTO.items()
    ),
]  # fmt: skip

_SKFOLIO = {
    "package": "skfolio",
    "licence": "BSD-3-Clause (package)",
    "licence_file": "licences/skfolio.txt",
    "url": "https://github.com/skfolio/skfolio",
    "caution": (
        "The package calls this a stale data set for testing and examples, not authoritative "
        "market data and not meant for investment or commercial use."
    ),
}
_ARCH = {
    "package": "arch",
    "licence": "NCSA (package)",
    "licence_file": "licences/arch.md",
    "url": "https://github.com/bashtage/arch",
    "caution": "Shipped by the package as example data.",
}

DATASETS: list[dict[str, Any]] = [
    {
        "id": "skfolio-stocks",
        "title": "Adjusted daily closes of 20 large US stocks",
        "symbols": sorted(_STOCKS),
        "first": "1990-01-02",
        "last": "2022-12-28",
        "fields": ["close"],
        "adjusted": True,
        "changes": "none; values are rounded to three decimals by the source",
        "note": "The stocks were chosen among those that survived: averages are flattered.",
        **_SKFOLIO,
    },
    {
        "id": "skfolio-index",
        "title": "S&P 500 index, daily closes",
        "symbols": ["SPX"],
        "first": "1990-01-02",
        "last": "2022-12-28",
        "fields": ["close"],
        "adjusted": True,
        "changes": "the column SP500 is called SPX",
        **_SKFOLIO,
    },
    {
        "id": "skfolio-factors",
        "title": "Adjusted daily closes of five factor ETFs",
        "symbols": sorted(_FACTORS),
        "first": "2014-01-02",
        "last": "2022-12-28",
        "fields": ["close"],
        "adjusted": True,
        "changes": "none",
        **_SKFOLIO,
    },
    {
        "id": "arch-indices",
        "title": "S&P 500 and NASDAQ Composite, daily OHLCV",
        "symbols": ["IXIC", "SPX.OHLC"],
        "first": "1999-01-04",
        "last": "2018-12-31",
        "fields": ["open", "high", "low", "close", "volume"],
        "adjusted": True,
        "changes": "the adjusted close, equal to the close for an index, is left out",
        **_ARCH,
    },
    {
        "id": "arch-fred",
        "title": "VIX (2014-2019) and WTI crude oil (1986-2019), daily, from FRED",
        "symbols": ["VIX", "WTI"],
        "first": "1986-01-02",
        "last": "2019-01-03",
        "fields": ["close"],
        "adjusted": True,
        "changes": "holidays, which the source lists without a value, are left out",
        **_ARCH,
    },
    {
        "id": "bokeh-stocks",
        "title": "AAPL, FB, GOOG, IBM, MSFT: raw daily OHLCV",
        "symbols": ["AAPL.OHLC", "FB", "GOOG", "IBM", "MSFT.OHLC"],
        "first": "2000-03-01",
        "last": "2013-03-01",
        "fields": ["open", "high", "low", "close", "volume"],
        "adjusted": False,
        "changes": (
            "stored raw; splits and dividends are derived from the source's adjusted close and "
            "applied on read, counted from the last bar of the data"
        ),
        "package": "bokeh-sampledata",
        "licence": "Public domain (Quandl WIKI Prices)",
        "licence_file": "licences/bokeh-sampledata.md",
        "url": "https://web.archive.org/web/20150411011214/https://www.quandl.com/data/WIKI",
        "caution": (
            "Archived copy supplied by marketneutral on Kaggle; values as supplied by the source. "
            "GOOG is Google's history before 2014, filed as GOOGL there."
        ),
    },
]

DECISIONS: list[dict[str, str]] = [
    {
        "title": "AAPL and MSFT appear twice",
        "text": (
            "AAPL and MSFT are the adjusted closes 1990-2022. The candles of 2000-2013 stand "
            "apart as AAPL.OHLC and MSFT.OHLC, because the two sources adjust differently: the "
            "ratio of their adjusted closes is no constant (AAPL 0.2351 to 0.2423, MSFT 0.9324 to "
            "0.9436; single days differ by up to 2.7 % and 0.7 %). Scaling the candles onto the "
            "closes would have made prices that nobody traded."
        ),
    },
    {
        "title": "The S&P 500 appears twice",
        "text": (
            "SPX is closes 1990-2022 (the benchmark), SPX.OHLC is candles 1999-2018. The closes "
            "agree within 6e-8 on all 5,031 shared days; they stand apart so that a symbol is "
            "either drawn in candles throughout or as a line throughout."
        ),
    },
    {
        "title": "Close-only symbols",
        "text": (
            "Their daily chart is a line. Weekly and monthly candles are folded from closes alone "
            "(open = first close, high and low = extreme closes) and are marked close_only."
        ),
    },
]

SIMULATED: dict[str, Any] = {
    "symbols": [entry["symbol"] for entry in CATALOGUE if entry["streams"]],
    "text": (
        "In demo mode a local venue makes ticks, from each stock's last real close and for the "
        "crypto pair from an assumed price. Simulated ticks live in intraday bars only, are "
        "labelled SIMULATED, and never enter daily history, features, training or risk."
    ),
}
