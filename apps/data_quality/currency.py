"""What is wrong with the unit that a series' prices are said to be in."""

from apps.core.currencies import KNOWN, nearest
from apps.instruments.types import Instrument
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.series import PriceSeries


def currency_findings(instrument: Instrument, series: PriceSeries) -> list[SeriesFinding]:
    """Return a finding where the currency is no code: nothing can be converted or added then."""
    if not series.daily or not len(series) or instrument.currency in {"", *KNOWN}:
        return []
    meant = nearest(instrument.currency)
    hint = f" {meant} is the nearest code." if meant else ""
    return [
        SeriesFinding(
            kind="unit",
            severity="warning",
            start_us=int(series.timestamps[0]),
            end_us=int(series.timestamps[-1]),
            sentence=(
                f"The prices are said to be in {instrument.currency!r}, which is no currency of "
                f"ISO 4217.{hint} Upload the file again with its currency, replacing the bars."
            ),
            evidence={"currency": instrument.currency, "nearest": meant},
        )
    ]
