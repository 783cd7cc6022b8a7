"""A series in a unit that is no currency is a finding."""

from dataclasses import replace

from apps.data_quality.currency import currency_findings
from apps.data_quality.reading import series_read
from apps.instruments.selectors import instrument_get
from tests.apps.instruments.conftest import MakeInstrument, make_instrument

__all__ = ["make_instrument"]


def test_a_currency_that_is_no_code_is_named_with_the_nearest(
    make_instrument: MakeInstrument,
) -> None:
    make_instrument("AAA", [10.0, 11.0, 12.0])
    known = instrument_get(symbol="AAA")
    series = series_read(known, "1d")
    assert currency_findings(known, series) == []
    (finding,) = currency_findings(replace(known, currency="DEM"), series)
    assert (finding.kind, finding.evidence) == ("unit", {"currency": "DEM", "nearest": "EUR"})
