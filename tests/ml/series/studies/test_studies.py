"""The server's indicators against TA-Lib's values of made-up bars, and their edges.

`talib.json` was written by TA-Lib 0.8.1 (its Python wheel 0.8.2) from 420 bars of a seeded random
walk: `SMA`, `EMA`, `BBANDS`, `RSI`, `MACD`, `STOCH`, `ATR`, `ADX`, `PLUS_DI`, `MINUS_DI`, `OBV`,
`MAX`, `MIN`, `MIDPRICE`, `SUM` and `TYPPRICE`; Keltner's channel is its `EMA` and `ATR`, Ichimoku's
lines are its `MIDPRICE`. The browser's indicators are tested against the same file.
"""

import json
import math
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from ml.series.studies import StudyBars, UnknownStudyError, study, study_read
from ml.series.studies.kinds import KINDS

REFERENCE: Final = json.loads(Path(__file__).with_name("talib.json").read_text())
BARS: Final = StudyBars(
    **{name: np.array(values) for name, values in REFERENCE["bars"].items()}, periods=252.0
)
# TA-Lib starts MACD's fast mean late, and sums directional movement one bar early without dividing:
# what they begin with fades by each bar's weight.
SETTLED: Final = {"macd": 200, "adx": 350}


def value(address: str, bars: StudyBars) -> float:
    asked = study_read(address)
    return study(asked.kind, asked.parameters, asked.line, bars)


def still(count: int) -> StudyBars:
    price = np.full(count, 5.0)
    return StudyBars(price, price, price, price, np.zeros(count), 252.0)


@pytest.mark.parametrize("address", REFERENCE["lines"])
def test_it_is_as_ta_lib_has_it(address: str) -> None:
    first = SETTLED.get(address.partition(":")[0], 0)
    compared = 0
    for at, expected in zip(REFERENCE["at"], REFERENCE["lines"][address], strict=True):
        if at < first:
            continue
        found = value(address, BARS.until(at + 1))
        if expected is None:
            assert math.isnan(found)
        else:
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
            compared += 1
    assert compared > 1


def test_every_kind_is_compared_but_volatility() -> None:
    compared = {address.partition("/")[0].partition(":")[0] for address in REFERENCE["lines"]}
    assert compared == set(KINDS) - {"volatility"}


def test_volatility_is_the_yearly_deviation_of_log_returns() -> None:
    closes = np.array([1.0, math.e, 1.0, math.e])
    bars = StudyBars(closes, closes, closes, closes, np.zeros(4), 252.0)
    # Returns +1, -1, +1: the sample deviation of the last two is sqrt(2).
    assert value("volatility:2/volatility", bars) == pytest.approx(math.sqrt(2 * 252))
    assert value("volatility:20/volatility", still(30)) == 0.0


@pytest.mark.parametrize(
    "address", ["stochastic:14:3:3/k", "adx:14/adx", "rsi:14/rsi", "obv/obv", "vwap:20/vwap"]
)
def test_what_has_no_value_on_a_price_that_stands_still(address: str) -> None:
    assert math.isnan(value(address, still(60)))


@pytest.mark.parametrize("address", ["donchian:20/upper", "keltner:20:10:2/lower"])
def test_a_channel_of_no_width(address: str) -> None:
    assert value(address, still(60)) == 5.0


@pytest.mark.parametrize("kind", KINDS)
def test_one_bar_is_too_few_or_enough_but_never_a_fault(kind: str) -> None:
    least = ":".join([kind, *(f"{bound.least:g}" for bound in KINDS[kind].bounds)])
    for line in KINDS[kind].lines:
        assert isinstance(value(f"{least}/{line}", BARS.until(1)), float)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nothing:20/average", "no indicator"),
        ("sma:20", "no line of sma; one of average"),
        ("sma:20/upper", "no line of sma"),
        ("sma/average", "takes 1 parameters, and 0 were given"),
        ("sma:20:20/average", "and 2 were given"),
        ("sma:1/average", "a whole number from 2 to 400"),
        ("sma:401/average", "from 2 to 400"),
        ("sma:20.5/average", "a whole number"),
        ("sma:many/average", "a whole number"),
        ("sma:nan/average", "a whole number"),
        ("bollinger:20:0/upper", "a number from 0.1 to 10"),
        ("bollinger:20:inf/upper", "a number from 0.1 to 10"),
    ],
)
def test_an_address_that_cannot_be_read(address: str, says: str) -> None:
    with pytest.raises(UnknownStudyError, match=says):
        study_read(address)
