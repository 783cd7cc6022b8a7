"""What older versions stored as JSON is still read: one literal row of each kind."""

from typing import Any

import pytest

from apps.alerts.answers import Channel
from apps.core.json import plain
from apps.core.typed.decoding import MismatchError, decode
from apps.data_quality.answers import CheckResult
from apps.data_quality.mappers import proposal_from_stored
from apps.explain.cross_check.answers import ComparedMeasure
from apps.forecasts.types import IssueQuestion, TrainQuestion
from apps.pairs.types import AdfQuestion, ScanQuestion
from apps.pipelines.answers import FeatureResult
from apps.pipelines.types import FeatureAsk
from apps.portfolio.answers import Optimization
from apps.portfolio.questions import OptimizeRequest
from apps.risk.questions import GarchQuestion
from ml.anomalies.finding import ProposedRepair, ReplacementBar

# The first optimisations had no currency, no notices, and shares without a proof (`gap`).
OPTIMIZATION = {
    "id": "6f1c1f0e-6f0f-4bb5-9d1c-0d9a1f0b7a10",
    "objective": "max_sharpe",
    "symbols": ["AAPL", "MSFT"],
    "as_of": "2026-01-02T00:00:00Z",
    "period": "5y",
    "period_start": "2021-01-04T00:00:00Z",
    "observations": 1256,
    "calendar_factor": 252,
    "expected_returns": "mean",
    "covariance": "ledoit_wolf",
    "risk_free_rate": 0.0,
    "source": "yahoo",
    "simulated": False,
    "market": None,
    "weights": {"AAPL": 0.6, "MSFT": 0.4},
    "expected_return": 0.2,
    "volatility": 0.25,
    "sharpe": 0.8,
    "turnover": None,
    "frontier": [{"return": 0.1, "volatility": 0.2, "weights": {"AAPL": 0.5, "MSFT": 0.5}}],
    "frontier_method": "critical_line",
    "assets": [
        {"symbol": "AAPL", "return": 0.2, "volatility": 0.3, "weight": 0.6, "risk_share": 0.7}
    ],
    "allocation": {
        "capital": 10_000.0,
        "shares": {"AAPL": 20},
        "prices": {"AAPL": 250.0, "MSFT": 480.0},
        "cost": 5_000.0,
        "leftover": 5_000.0,
        "error": 0.1,
        "method": "greedy",
    },
}
REQUEST = {
    "symbols": ["AAPL", "MSFT"],
    "objective": "efficient_risk",
    "target": 0.2,
    "period": "5y",
    "expected_returns": "mean",
    "covariance": "sample",
    "risk_free_rate": 0.0,
    "risk_aversion": 2.5,
    "tail_confidence": 0.95,
    "constraints": {
        "min_weight": 0.0,
        "max_weight": 1.0,
        "groups": [{"name": "Tech", "symbols": ["AAPL"], "max": 0.5}],
        "max_turnover": None,
        "current_weights": {},
    },
    "views": [{"symbol": "AAPL", "versus": "", "expected_return": 0.1, "confidence": 0.5}],
    "capital": None,
    "allocation_method": "greedy",
    "frontier_points": 50,
}
SPAN = {"start_us": None, "end_us": None}
PAIR = {"y": "AAPL", "x": "MSFT", "interval": "1d", "log": True, **SPAN}
COMPARED = {
    "key": "risk.sharpe|empyrical",
    "measure": "risk.sharpe",
    "engine": "empyrical",
    "tolerance": 1e-9,
    "samples": 12,
    "values": 12,
    "failed": 0,
    "passed": True,
    "absolute": 0.0,
    "relative": 0.0,
    "gap": False,
    "worst": "AAPL",
    "first": 0.8,
    "second": 0.8,
}
REPLACED = {
    "action": "replace",
    "start_us": 1_767_312_000_000_000,
    "end_us": 1_767_312_000_000_000,
    "factor": 1.0,
    "fields": [],
    "bars": [[1_767_312_000_000_000, 1.0, 2.0, None, 1.5, None]],
    "source": "polygon",
}
# A run of the pipeline that found nothing odd.
FEATURES = {
    "engine": "polars", "interval": "1d", "rows": 300, "seconds": 0.1, "rows_per_second": 3_000.0,
    "alignment_score": 1.0, "passed": True, "failing": [],
    "alignment": [{
        "name": "rsi_14", "rows": 300, "aligned": 300, "share": 1.0, "nan_mismatches": 0,
        "max_absolute_error": 0.0, "max_relative_error": 0.0, "state": "aligned",
    }],
    "thresholds": {"absolute": 1e-9, "relative": 1e-9, "aligned": 1.0, "passes": 0.999},
    "stages": [{"name": "Read bars", "rows": 300, "seconds": 0.0, "rows_per_second": None}],
    "symbols": [{
        "symbol": "AAPL", "rows": 300, "first_bar": "2025-01-02T21:00:00Z",
        "last_bar": "2026-01-02T21:00:00Z", "anomalies": 0, "simulated": False,
        "file": "1.parquet", "sha256": "00",
    }],
    "skipped": [{"symbol": "NEW", "reason": "It has 3 bars and needs 35."}],
    "anomaly_count": 0, "anomalies": [], "version": "v1", "parquet_path": "/data/v1",
}  # fmt: skip
GARCH = {"symbol": "AAPL", "model": "gjr", "distribution": "t", "period": "max"}
ROWS: tuple[tuple[type, dict[str, Any]], ...] = (
    (Optimization, OPTIMIZATION),
    (OptimizeRequest, REQUEST),
    (AdfQuestion, PAIR | {"lags": None, "intercept": True}),
    (ScanQuestion, {"symbols": ["A", "B"], "interval": "1d", "log": True, "fdr": 0.1, **SPAN}),
    (TrainQuestion, {}),
    (TrainQuestion, {"symbols": ["MINE"], "models": ["ridge"], "horizon": 1}),
    (IssueQuestion, {"symbol": "AAPL", "model": "ridge", "horizon": 1}),
    (ComparedMeasure, COMPARED),
    (FeatureResult, FEATURES),
    (FeatureAsk, {"symbols": ["AAPL"], "engine": "spark", "interval": "1m"}),
    (GarchQuestion, GARCH),
    (ProposedRepair, {"action": "drop", "start_us": 1, "end_us": 2}),
    (Channel, {"type": "in_app"}),
    (CheckResult, {"instruments": 1, "series": 2, "opened": 0, "closed": 0, "open": 0}),
)


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=lambda one: getattr(one, "__name__", ""))
def test_an_old_row_is_read_and_nothing_of_it_is_lost(kind: type, row: dict[str, Any]) -> None:
    assert _kept(plain(decode(kind, row)), row) == row


def _kept(read: Any, old: Any) -> Any:
    """Return what was read without what the present version adds."""
    if isinstance(old, dict):
        return {name: _kept(read[name], value) for name, value in old.items()}
    if isinstance(old, list):
        return [_kept(one, other) for one, other in zip(read, old, strict=True)]
    return read


def test_the_bars_of_an_old_repair_have_names() -> None:
    found = proposal_from_stored(REPLACED)
    assert found.bars == (ReplacementBar(1_767_312_000_000_000, 1.0, 2.0, None, 1.5, None),)
    assert proposal_from_stored(plain(found)) == found


def test_an_old_row_says_nothing_of_what_came_later() -> None:
    found = decode(Optimization, OPTIMIZATION)
    assert (found.currency, found.notices) == ("", ())
    assert found.allocation is not None
    assert (found.allocation.currency, found.allocation.gap) == ("", None)
    assert decode(OptimizeRequest, REQUEST).currency == ""
    assert decode(ComparedMeasure, COMPARED).refused == 0


def test_a_row_of_a_later_version_is_refused_by_name() -> None:
    with pytest.raises(MismatchError, match="does not know: shape"):
        decode(TrainQuestion, {"horizon": 1, "shape": "x"})
