"""Series of the demo that are computed from what a package ships; each says so where it shows."""

import numpy as np
import pandas as pd

from scripts.demo_sources import shipped

MATURITY_YEARS = 10.0
START_LEVEL = 100.0
_CURVES = "zipline/resources/market_data/treasury_curves.csv"
_HOURS = "gym_anytrading/datasets/data/FOREX_EURUSD_1H_ASK.csv"


def treasury_yield() -> pd.Series:
    """Return the yield of the US Treasury at a constant maturity of ten years, per cent a year."""
    curves = pd.read_csv(shipped("zipline-reloaded", _CURVES), index_col=0)
    curves.index = pd.DatetimeIndex(pd.to_datetime(curves.index, utc=True).tz_localize(None))
    # Two decimals are published; a fraction loses them to binary arithmetic.
    return (curves["10year"].dropna() * 100.0).round(2)


def bond_returns(percent: pd.Series) -> pd.Series:
    r"""Return what a bond of constant maturity earns from one day to the next.

    Yesterday's bond is bought at par, so its coupon is yesterday's yield :math:`c`. Today it has
    :math:`m = 10 - t` years left and is worth, at today's yield :math:`y` compounded twice a year,

    .. math:: c/y \, (1 - (1 + y/2)^{-2m}) + (1 + y/2)^{-2m}

    and interest of :math:`c t` has accrued, :math:`t` being the calendar days between as a part of
    365. A known approximation of the return on government bonds (Swinkels, "Treasury Bond Return
    Data Starting in 1962", Data 4(3), 2019), before costs and taxes.
    """
    today = percent.to_numpy()[1:] / 100.0
    coupon = percent.to_numpy()[:-1] / 100.0
    between = np.diff(percent.index.to_numpy()).astype("timedelta64[D]").astype(float) / 365.0
    discount = (1.0 + today / 2.0) ** (-2.0 * (MATURITY_YEARS - between))
    earned = coupon / today * (1.0 - discount) + discount - 1.0 + coupon * between
    return pd.Series(earned, index=percent.index[1:])


def bond_index(percent: pd.Series) -> pd.Series:
    """Return the value of 100 put into that bond and renewed each day."""
    growth = pd.concat([pd.Series(0.0, index=percent.index[:1]), bond_returns(percent)])
    level: pd.Series = START_LEVEL * (1.0 + growth).cumprod()
    return level


def euro_dollar() -> pd.DataFrame:
    """Return daily candles of EUR/USD, folded from hourly ones.

    A day of this market begins at 17:00 in New York and is called by the date on which it ends.
    """
    hours = pd.read_csv(shipped("gym-anytrading", _HOURS))
    start = pd.to_datetime(hours.pop("Time"), format="%d.%m.%Y %H:%M:%S.%f", utc=True)
    local = start.dt.tz_convert("America/New_York").dt.tz_localize(None)
    hours.columns = hours.columns.str.lower()
    days = hours.groupby((local + pd.Timedelta(hours=7)).dt.normalize().to_numpy())
    folds = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    return days.agg(folds)
