"""What is asked about the past, and what may become of the market afterwards."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from rest_framework.test import APIClient

from apps.instruments.models import CorporateAction, InstrumentRow, LatestQuote
from apps.instruments.store import ActionRow, actions_replace, bars_upsert
from apps.instruments.types import DAY_US, BarRow
from apps.jobs.models import Job
from tests.flows.world import FIRST

DAY = FIRST + timedelta(days=600)
"""Within the history of every daily symbol of the market."""
END = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(days=1)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EXCHANGE = "XNYS"
_ID = re.compile(rb'"id":"[-0-9a-f]{36}"')  # of an optimisation that was saved
PAIR = {"y": "BBB", "x": "AAA", "interval": "1d"}

READS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "price": ("price?symbol=AAA", None),
    "price_of_an_exchange": ("price?symbol=SHOP", None),
    "history": ("history?symbol=AAA&period=1y", None),
    "history_of_weeks": ("history?symbol=AAA&period=max&interval=1wk", None),
    "history_of_months": ("history?symbol=SPLIT&period=max&interval=1mo", None),
    "history_raw": ("history?symbol=SPLIT&period=max&adjusted=false", None),
    "history_of_splits": ("history?symbol=SPLIT&period=max", None),
    "history_with_an_end": ("history?symbol=AAA&start=2021-01-01&end=2022-06-01", None),
    "history_of_minutes": ("history?symbol=COIN&period=1d", None),
    "instruments": ("instruments?limit=200", None),
    "instrument": ("instruments/SHOP", None),
    "actions": ("instruments/SPLIT/actions", None),
    "bars_file": ("exports/bars?symbol=SPLIT&period=max&format=csv", None),
    "risk": ("risk?symbol=AAA&period=1y&benchmark=BBB", None),
    "risk_of_splits": ("risk?symbol=SPLIT&period=max", None),
    "risk_file": ("exports/risk?symbol=AAA&period=1y", None),
    "correlation": ("risk/correlation?symbols=AAA,BBB,SPLIT&period=1y", None),
    "value_at_risk_backtests": ("risk/backtest?symbol=AAA", None),
    "portfolio_risk": ("risk/portfolio", {"weights": {"AAA": 0.5, "SPLIT": 0.5}, "period": "1y"}),
    "pair": ("pairs/analytics?y=BBB&x=AAA&interval=1d", None),
    "pair_file": ("exports/pairs?y=BBB&x=AAA&interval=1d", None),
    "pair_backtest": ("pairs/backtest", PAIR),
    "volatility_model": ("risk/garch?symbol=AAA", None),
    "pair_tests": ("pairs/adf", PAIR),
    "optimisation": (
        "portfolio/optimize",
        {"symbols": ["AAA", "BBB", "SPLIT"], "objective": "min_volatility", "period": "1y"},
    ),
    "scan": ("pairs/scan", {"symbols": ["AAA", "BBB", "SPLIT"], "interval": "1d"}),
    "features": ("features?symbol=AAA&interval=1d&period=1y", None),
    "features_of_minutes": ("features?symbol=COIN&interval=1m&period=1d", None),
    "anomalies": ("features/anomalies?symbol=SPLIT&interval=1d&period=max", None),
    "features_file": ("exports/features?symbol=SPLIT&interval=1d&format=csv", None),
    "home": ("home?since=2020-01-01", None),
    "rule_on_a_price": (
        "alerts/rules/preview",
        {"kind": "price", "symbol": "SHOP", "threshold": 100.0},
    ),
    "rule_on_a_spread": (
        "alerts/rules/preview",
        {
            "kind": "z_score",
            "symbol": "BBB",
            "symbol_x": "AAA",
            "threshold": 1.0,
            "interval": "1d",
            "window": 60,
        },
    ),
    "rule_on_volatility": (
        "alerts/rules/preview",
        {"kind": "volatility", "symbol": "SPLIT", "threshold": 0.1, "measure": "realised"},
    ),
}
_BAR = f"symbol=AAA&interval=1d&day={DAY - timedelta(days=3)}T00:00:00Z"
_PAIR = "y=BBB&x=AAA&interval=1d&window=60&method=ols"
WHYS: dict[str, str] = {
    "market.quote": "market.price?symbol=SHOP",
    "market.bar": f"market.close?{_BAR}",
    "market.study": f"market.study?{_BAR}&row=sma:20/average",
    "market.span": "market.period_change?symbol=AAA&period=3mo",
    "risk.series": "risk.sharpe?symbol=SPLIT&period=1y",
    "risk.correlation": "risk.correlation?symbols=AAA,BBB&y=AAA&x=BBB&period=1y",
    "risk.backtest": "risk.trial.violations?symbol=AAA&row=historical",
    "risk.portfolio": "risk.component_share?weights=AAA:0.5,SPLIT:0.5&period=1y&row=AAA",
    "pairs.analytics": f"pairs.z_score?{_PAIR}",
    "pairs.backtest": f"pairs.backtest.sharpe?{_PAIR.replace('method=ols', 'method=kalman')}",
    "pairs.adf": "pairs.eg_p_value?y=BBB&x=AAA&interval=1d",
    "pairs.scan": "pairs.scan.p_value?job={job}&y=BBB&x=AAA",
    "risk.garch": "risk.garch.parameter?symbol=AAA&row=omega",
    "pipelines.feature": "pipelines.feature?symbol=AAA&interval=1d&row=log_return",
    "home.changes": "home.extreme?symbol=AAA&since=2020-01-01",
    "alerts.preview": "alerts.fired?kind=price&symbol=SHOP&threshold=100",
}
"""A question "Why this number?" by the document that it reads."""
_FIRST = {
    "why_pairs.adf": "pair_tests",
    "why_pairs.scan": "scan",
    "why_risk.garch": "volatility_model",
}
READS.update({f"why_{name}": (f"quality/measures/{why}", None) for name, why in WHYS.items()})


def split(day: date, factor: float) -> ActionRow:
    return ActionRow(day, "split", factor, 1.0 / factor, 1.0 / factor, "test")


def id_of(symbol: str) -> int:
    return int(InstrumentRow.objects.get(symbol=symbol).pk)


def bar(symbol: str, start_us: int, prices: Sequence[float], volume: float) -> BarRow:
    open_, high, low, close = prices
    return BarRow(symbol, "1d", start_us, open_, high, low, close, volume, None, None, settled=True)


def ask(api: APIClient, name: str, as_of: str) -> bytes:
    """Return the answer to one of the questions, without what is new of each."""
    if name in _FIRST and not Job.objects.exists():
        ask(api, _FIRST[name], as_of)
    path, body = READS[name]
    path = path.format(job=Job.objects.values_list("pk", flat=True).first())
    mark = "&" if "?" in path else "?"
    url = f"/api/v1/{path}{mark}as_of={as_of}"
    answer: Any = api.get(url) if body is None else api.post(url, body, format="json")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content
    return _ID.sub(b"", content)


def scramble_later(moment: datetime) -> None:
    """Multiply whatever closed after a moment, and drop every third bar of it."""
    cut = int(moment.timestamp()) * 1_000_000
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE market_bar SET open = open * 7, high = high * 7, low = low * 7,"
            " close = close * 7, vwap = 1, wire = NULL"
            " WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s",
            [cut],
        )
        cursor.execute(
            "DELETE FROM market_bar WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s"
            " AND (timestamp_us / 60000000) %% 3 = 0",
            [cut],
        )
    CorporateAction.objects.filter(ex_date__gte=moment.date()).update(price_factor=1e-3)
    CorporateAction.objects.create(
        instrument_id=id_of("AAA"), ex_date=moment.date(), kind="split", price_factor=0.01
    )
    InstrumentRow.objects.update(last_bar=date(2030, 1, 1))


def delete_later(moment: datetime) -> None:
    """Delete whatever closed after a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM market_bar WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s",
            [int(moment.timestamp()) * 1_000_000],
        )
    CorporateAction.objects.filter(ex_date__gte=moment.date()).delete()


def add_later(moment: datetime) -> None:
    """Go on with years of bars, a quote and a split."""
    for symbol in ("AAA", "BBB", "SPLIT", "SHOP"):
        start = int(moment.timestamp()) * 1_000_000
        rows = [bar(symbol, start + step * DAY_US, (1e6 + step,) * 4, 1.0) for step in range(900)]
        bars_upsert(rows)
    LatestQuote.objects.create(
        instrument_id=id_of("SHOP"), price=9e9, previous_close=1.0, provider="yahoo",
        timestamp_us=int(NOW.timestamp()) * 1_000_000, asked_at=NOW,
    )  # fmt: skip
    actions_replace(
        instrument_id=id_of("AAA"), rows=[split(moment.date() + timedelta(days=3), 0.1)]
    )


def raise_versions() -> None:
    """Forget answers that were kept, which would be given again."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE market_series_version SET version = version + 1")
