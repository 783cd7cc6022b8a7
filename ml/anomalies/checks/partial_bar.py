"""Bars of which a part is missing: closed before the session was, or a day cut short."""

from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.scale import rolling_median
from ml.anomalies.series import PriceSeries
from ml.anomalies.words import moment
from ml.typing import BoolArray

# Half sessions trade a third of the usual volume; a cut day a few per cent, in a narrow range.
THIN, NARROW = 0.12, 0.5
FEWEST: Final = 20


def cut_short(series: PriceSeries) -> BoolArray:
    """Return which daily bars have next to no volume and hardly a range, shape (T,).

    Parameters
    ----------
    series : PriceSeries
        Raw daily bars; none is cut short where volume or range are unknown.
    """
    none = np.zeros(len(series), dtype=np.bool_)
    if not series.daily or len(series) < FEWEST:
        return none
    usual = rolling_median(series.volume)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = (series.high - series.low) / series.close
        thin = (series.volume / usual < THIN) & (usual > 0.0)
        narrow = spread < NARROW * rolling_median(spread)
    return thin & narrow


def partial_bar(series: PriceSeries) -> list[SeriesFinding]:
    """Return a last bar that is called final before its session ended, and days cut short.

    Such a bar is marked as not closed: nothing is computed from it until its source sends it whole.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    rows = np.flatnonzero(cut_short(series))
    findings = [_cut(series, int(row)) for row in rows if series.settled[row]]
    last = int(series.timestamps[-1])
    early = series.daily and last <= series.now_us < series.open_until_us
    if early and series.settled[-1] and (len(series) - 1) not in rows:
        findings.append(
            SeriesFinding(
                "partial_bar",
                "error",
                last,
                last,
                f"The bar of {moment(last)} is stored as final, but its session ends at "
                f"{moment(series.open_until_us)}.",
                {"session_ends": moment(series.open_until_us)},
                ProposedRepair("unsettle", last, last),
            )
        )
    return findings


def _cut(series: PriceSeries, row: int) -> SeriesFinding:
    at = int(series.timestamps[row])
    volume = float(series.volume[row])
    usual = float(rolling_median(series.volume)[row])
    return SeriesFinding(
        "partial_bar",
        "warning",
        at,
        at,
        f"The bar of {moment(at)} has {volume / usual:.1%} of the usual volume in a narrow range: "
        "the day looks cut short.",
        {"volume": volume, "usual_volume": usual},
        ProposedRepair("unsettle", at, at),
    )
