"""Prices in sentences: readable whatever their size, and never rounded into each other."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.series.price_text import price_text


@pytest.mark.parametrize(
    ("price", "text"),
    [
        (1.49e-8, "0.00000001490"),
        (1.494321e-8, "0.00000001494321"),
        (-37.63, "\N{MINUS SIGN}37.63"),
        (0.0, "0.00"),
        (0.12, "0.1200"),
        (1.0852, "1.0852"),
        (200.0, "200.00"),
        (171.725, "171.725"),
        (1234567.8, "1,234,567.80"),
        (628_400.0, "628,400.00"),
        (0.99999999, "1.000"),
        (nan, "\N{EN DASH}"),
        (inf, "\N{EN DASH}"),
    ],
)
def test_a_price_is_written_out(price: float, text: str) -> None:
    assert price_text(price) == text


@given(st.floats(min_value=1e-14, max_value=1e12), st.sampled_from([1.0, -1.0]))
def test_it_reads_back_to_seven_digits(size: float, sign: float) -> None:
    text = price_text(sign * size)
    assert "e" not in text
    read = float(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))
    assert (
        read == pytest.approx(sign * size, rel=5.1e-7, abs=0.0) or abs(read - sign * size) <= 5e-3
    )


@given(st.floats(min_value=1e-12, max_value=1e4))
def test_neighbours_of_six_digits_stay_apart(price: float) -> None:
    assert price_text(price) != price_text(price * 1.000_002)
