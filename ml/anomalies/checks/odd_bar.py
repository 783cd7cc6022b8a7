"""Bars that an isolation forest finds odd in a way that wrong prices are odd: there and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl

from ml.anomalies.bars import Anomaly, odd_bars, reverting_spikes
from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PriceSeries
from ml.anomalies.words import moment
from ml.features.catalogue import NAMES
from ml.features.polars_engine import polars_features
from ml.series.adjust import adjustment_factors
from ml.series.price_text import price_text

_WORDS: Final = {
    "log_return": "return",
    "volatility_20": "volatility",
    "momentum_20": "20-bar return",
    "drawdown": "distance from the peak",
    "rsi_14": "RSI",
    "macd_histogram": "MACD",
    "atr_14": "range",
    "bollinger_percent_b": "place in its band",
    "bollinger_width": "width of its band",
    "volume_z_20": "volume",
}
_SCREEN: Final = ("log_return", "volatility_20")


def odd_bar(series: PriceSeries, findings: Sequence[SeriesFinding]) -> list[SeriesFinding]:
    """Return the findings of other checks, and what only the forest sees.

    An odd bar counts as bad data when its price left the usual range of returns and came back with
    the next bar. Where another check fails on an odd bar of such a series, the two agree: it is
    one finding still, and gets the forest's explanation as further evidence.

    Parameters
    ----------
    series : PriceSeries
        Raw final bars; of days only, because minutes have true spikes.
    findings : sequence of SeriesFinding
        What the other checks found in them.
    """
    clean = series.where(series.sound)
    if not series.daily or not len(clean):
        return list(findings)
    table = _table(clean)
    screen = polars_features(table, _SCREEN)
    spikes = reverting_spikes(*(screen[name].to_numpy() for name in _SCREEN))
    if not spikes.any():
        return list(findings)  # nothing that a forest could add
    features = polars_features(table)
    columns = {name: features[name].to_numpy() for name in NAMES}
    odd = {
        int(clean.timestamps[one.row]): one
        for one in odd_bars(columns, features["close"].to_numpy()).flagged
    }
    explained = [_explained(finding, odd) for finding in findings]
    known = [(finding.start_us, finding.end_us) for finding in findings]
    return explained + [
        _fault(clean, one)
        for at, one in odd.items()
        if one.suspect and not any(start <= at <= end for start, end in known)
    ]


def _table(series: PriceSeries) -> pl.DataFrame:
    """Return the bars as the features read them, adjusted for the splits that are recorded."""
    ex = np.array([split.ex_us for split in series.splits], dtype=np.int64)
    ratios = np.array([split.price_factor for split in series.splits], dtype=np.float64)
    factors = adjustment_factors(series.timestamps, ex, ratios)
    prices = {name: getattr(series, name) * factors for name in ("high", "low", "close")}
    symbol = pl.Series([""]).new_from_index(0, len(series))
    return pl.DataFrame(
        {"symbol": symbol, "timestamp": series.timestamps, **prices, "volume": series.volume}
    )


def _explained(finding: SeriesFinding, odd: dict[int, Anomaly]) -> SeriesFinding:
    one = odd.get(finding.start_us)
    if one is None:
        return finding
    return replace(finding, evidence=finding.evidence | {"unusual": _explanation(one)})


def _explanation(one: Anomaly) -> dict[str, Any]:
    reasons = [{"name": r.name, "value": r.value, "share": r.share} for r in one.reasons]
    return {"score": one.score, "reasons": reasons}


def _fault(series: PriceSeries, one: Anomaly) -> SeriesFinding:
    at = int(series.timestamps[one.row])
    before, close, after = (float(series.close[one.row + step]) for step in (-1, 0, 1))
    why = ", ".join(_WORDS[reason.name] for reason in one.reasons)
    return SeriesFinding(
        "odd_bar",
        "warning",
        at,
        at,
        f"The close of {moment(at)} is {price_text(close)} between {price_text(before)} "
        f"and {price_text(after)}: out of "
        f"its range and back at once, as wrong prices are. Odd in: {why}.",
        {"close": close, "before": before, "after": after, "unusual": _explanation(one)},
        ProposedRepair("refetch", at, at) if series.refetchable else None,
    )
