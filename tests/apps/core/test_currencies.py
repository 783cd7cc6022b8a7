"""Currencies: codes, digits, quoted units and the names of rates."""

import pytest

from apps.core.currencies import (
    Unit,
    UnknownCurrencyError,
    currency_parse,
    pair_of,
    unit_parse,
)
from apps.core.currencies.codes import MONEY


# ISO 4217, list one: code and minor unit.
@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("USD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("CLF", 4),
        ("MGA", 2),
    ],
)
def test_each_currency_has_its_minor_unit(code: str, digits: int) -> None:
    assert MONEY[code] == digits


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("GBp", Unit("GBP", 100.0)),
        ("GBX", Unit("GBP", 100.0)),
        ("GBP", Unit("GBP", 1.0)),
        ("gbp", Unit("GBP", 1.0)),
        ("ZAc", Unit("ZAR", 100.0)),
        ("ILA", Unit("ILS", 100.0)),
        ("USDT", Unit("USDT", 1.0)),
        ("", Unit("", 1.0)),
    ],
)
def test_a_text_names_one_unit(text: str, unit: Unit) -> None:
    assert unit_parse(text) == unit


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("EURO", "EUR"), ("Gbp", "GBP"), ("EUr", "EUR"), ("USDD", "USD"), ("€", "")],
)
def test_other_texts_are_refused_with_the_nearest_code(text: str, nearest: str) -> None:
    with pytest.raises(UnknownCurrencyError) as refused:
        unit_parse(text)
    assert refused.value.nearest == nearest


def test_a_part_is_no_whole_currency() -> None:
    with pytest.raises(UnknownCurrencyError) as refused:
        currency_parse("GBX")
    assert refused.value.nearest == "GBP"


@pytest.mark.parametrize(
    ("symbol", "pair"),
    [
        ("EURUSD", ("EUR", "USD")),
        ("EURUSD=X", ("EUR", "USD")),
        ("JPY=X", ("USD", "JPY")),
        ("BTCUSDT", ("BTC", "USDT")),
        ("BTC-USD", ("BTC", "USD")),
        ("ETHBTC", ("ETH", "BTC")),
        ("USDUSD", None),
        ("GOOGLE", None),
        ("VOD.L", None),
        ("BRK-B", None),
    ],
)
def test_a_rate_is_known_by_its_name(symbol: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(symbol) == pair
