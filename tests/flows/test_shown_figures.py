"""The comparison of a shown figure with its value finds a wrong sign, scale, unit or digit."""

import pytest

from tests.browser.helpers.shown import says

RIGHT = (
    ("1.23%", 0.0123, "fraction"),
    ("+1.23%", 0.0123, "fraction"),
    ("\u22121.23%", -0.0123, "fraction"),
    ("\N{BLACK DOWN-POINTING TRIANGLE} \u22121.23%", -0.0123, "fraction"),
    ("0.00%", -0.00001, "fraction"),
    ("+1.20 pp", 0.012, "points"),
    ("12 bp", 0.0012, "fraction"),
    ("1.64M", 1_640_321, "count"),
    ("1,234", 1234, "count"),
    ("\u2212$1,234.50", -1234.5, "money"),
    ("CA$1,234.50", 1234.5, "money"),
    ("-CHF 12.50", -12.5, "money"),
    ("0.00000001490", 1.49e-8, "price"),
    ("<0.001", 0.0004, "ratio"),
    ("<0.001", 0.0, "ratio"),
    ("<0.01%", 0.00005, "fraction"),
    ("1.5e\u22129", 1.5e-9, "ratio"),
    ("1.10\u20132.20", 1.1, "price"),
    ("1.10\u20132.20", 2.2, "price"),
    ("AAPL-2 0.45", 0.45, "ratio"),
    ("\u2013", None, "ratio"),
    ("3 bars differ by \u22120.5%", "3 bars differ by \u22120.5%", "count"),
    ("3", "3 bars differ by \u22120.5%", "count"),
)
WRONG = (
    # A changed sign.
    ("1.23%", -0.0123, "fraction"),
    ("\u22121.23%", 0.0123, "fraction"),
    ("-1.23", 1.23, "ratio"),
    ("$1,234.50", -1234.5, "money"),
    ("<0.001", -0.0004, "ratio"),
    ("1.10\u20132.20", -2.2, "price"),
    # A factor of 100, and of 10,000.
    ("1.23%", 1.23, "fraction"),
    ("0.0123%", 0.0123, "fraction"),
    ("123%", 0.0123, "fraction"),
    ("1.23", 0.0123, "fraction"),
    ("1.23", 0.0123, "ratio"),
    ("1.23%", 0.0123, "ratio"),
    ("45 pp", 0.0045, "points"),
    ("123.45", 1.2345, "price"),
    # A factor of thousands that no mark announces.
    ("1.64", 1_640_321, "count"),
    ("1.64K", 1_640_321, "count"),
    # A digit, a bound, a sentence with another number, a figure where there is none.
    ("1.24%", 0.0123, "fraction"),
    ("<0.001", 0.002, "ratio"),
    ("4", "3 bars differ by \u22120.5%", "count"),
    ("0.5%", "3 bars differ by \u22120.5%", "count"),
    ("0.00", None, "ratio"),
)


@pytest.mark.parametrize(("text", "value", "unit"), RIGHT)
def test_a_value_as_the_screen_writes_it_is_recognised(text, value, unit) -> None:
    assert says(text, value, unit)


@pytest.mark.parametrize(("text", "value", "unit"), WRONG)
def test_a_planted_fault_is_found(text, value, unit) -> None:
    assert not says(text, value, unit)
