"""A small market and one person's belongings, for tests that walk over every route."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np

from apps.accounts.models import User
from apps.accounts.services import token_create
from apps.alerts.models import AlertEvent
from apps.core.typed.decoding import decode
from apps.instruments.models import InstrumentRow
from apps.instruments.services import watchlist_create
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, MICROSECOND, BarRow, StoredInterval
from apps.jobs.services import job_submit
from apps.pairs.monitors import monitor_create
from apps.pipelines.answers import FeatureResult
from apps.pipelines.responses import THRESHOLDS
from apps.pipelines.services import run_record
from apps.pipelines.types import FeatureAsk
from apps.portfolio.answers import Optimization
from apps.portfolio.questions import OptimizeRequest
from apps.portfolio.services import optimization_save
from tests.apps.alerts.making import rule_create

DAYS = 700
FIRST = date(2020, 1, 6)
MINUTE_US = 60 * MICROSECOND
SYMBOLS = ("AAA", "BBB", "CCC", "FEW", "COIN", "HOLE")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids of what one person owns, by the name that routes give them."""

    watchlist_id: int
    rule_id: int
    event_id: int
    monitor_id: int
    token_id: int
    job_id: UUID
    run_id: UUID
    secret: str


def make_instrument(symbol: str, owner: User | None = None, **fields: object) -> InstrumentRow:
    """Store an instrument without bars."""
    usual: dict[str, object] = {
        "name": f"{symbol} of the tests",
        "asset_class": "stock",
        "exchange": "TEST",
        "currency": "USD",
        "calendar": "24/7",
        "source": "test",
        "has_ohlc": True,
    }
    return InstrumentRow.objects.create(symbol=symbol, owner=owner, **(usual | fields))


def walk(seed: int, count: int) -> np.ndarray:
    """Return made-up closes."""
    shocks = np.random.default_rng(seed).standard_t(5, size=count)
    return 100.0 * np.exp(np.cumsum(0.0002 + 0.01 * shocks))


def store_closes(
    row: InstrumentRow, closes: np.ndarray, interval: StoredInterval = "1d", step_us: int = DAY_US
) -> None:
    """Store one closed bar a step from `FIRST` on; NaN leaves a hole."""
    start = (FIRST - _EPOCH).days * DAY_US
    bars = [
        BarRow(
            row.symbol,
            interval,
            start + place * step_us,
            close if row.has_ohlc else None,
            close if row.has_ohlc else None,
            close if row.has_ohlc else None,
            close,
            1_000.0 if row.has_ohlc else None,
            None,
            None,
            settled=True,
        )
        for place, close in enumerate(closes.tolist())
        if np.isfinite(close)
    ]
    bars_upsert(bars, instrument_ids={row.symbol: row.pk})
    if interval == "1d":
        row.first_bar, row.last_bar = FIRST, FIRST + timedelta(days=closes.size - 1)
        row.save(update_fields=["first_bar", "last_bar"])


def build_market() -> None:
    """Store `SYMBOLS`: a cointegrated pair, closes only, too few bars, minutes only, a hole."""
    base = walk(1, DAYS)
    noise = np.random.default_rng(2).normal(scale=0.5, size=DAYS)
    holed = walk(4, DAYS)
    holed[200:260] = np.nan
    store_closes(make_instrument("AAA"), base)
    store_closes(make_instrument("BBB"), 5.0 + 2.0 * base + noise)
    store_closes(make_instrument("CCC", has_ohlc=False, asset_class="index"), walk(3, DAYS))
    store_closes(make_instrument("HOLE"), holed)
    store_closes(make_instrument("FEW"), walk(5, 12))
    coin = make_instrument("COIN", asset_class="crypto", intraday_source="simulator")
    store_closes(coin, walk(6, 300), "1m", MINUTE_US)


def store_event(owner: User, *, rule_id: int | None = None, key: str = "1m:0") -> int:
    """Store a firing."""
    moment = datetime(2026, 3, 2, 12, tzinfo=UTC)
    event = AlertEvent.objects.create(
        owner=owner, rule_id=rule_id, key=key, kind="price", symbol="AAA", value=101.0,
        threshold=100.0, message="AAA is above 100", occurred_at=moment, created_at=moment,
        market_time=moment, rule_number=rule_id,
    )  # fmt: skip
    return int(event.pk)


def save_run(owner: User) -> UUID:
    """Store an optimisation."""
    run_id, moment = uuid4(), f"{FIRST}T00:00:00Z"
    point = {"return": 0.1, "volatility": 0.2}
    result = {
        "id": str(run_id), "objective": "hrp", "symbols": ["AAA"], "weights": {"AAA": 1.0},
        "volatility": 0.2, "expected_return": 0.1, "sharpe": 0.5, "turnover": None,
        "frontier_method": None,
        "frontier": [point | {"weights": {"AAA": 1.0}}], "allocation": None, "market": None,
        "assets": [point | {"symbol": "AAA", "weight": 1.0, "risk_share": 1.0}],
        "as_of": moment, "period": "1y", "period_start": moment, "observations": 252,
        "calendar_factor": 252, "expected_returns": "mean", "covariance": "ledoit_wolf",
        "risk_free_rate": 0.0, "source": "test", "simulated": False,
    }  # fmt: skip
    optimization_save(
        owner_id=owner.pk,
        as_of=FIRST,
        request=OptimizeRequest(("AAA",), "hrp"),
        result=decode(Optimization, result),
    )
    return run_id


def feature_result(*, rows: int) -> FeatureResult:
    """Return what a run of the pipeline gives that finds nothing."""
    return FeatureResult(
        engine="polars", interval="1d", rows=rows, seconds=0.1, rows_per_second=3_000.0,
        alignment_score=1.0, passed=True, failing=(), alignment=(), thresholds=THRESHOLDS,
        stages=(), skipped=(),
    )  # fmt: skip


def save_feature_run(owner: User) -> UUID:
    """Store a run of the feature pipeline."""
    run_id = uuid4()
    result = feature_result(rows=300)
    ask = FeatureAsk(("AAA",), "polars", "1d")
    run_record(job_id=run_id, owner_id=owner.pk, ask=ask, result=result)
    return run_id


def give_belongings(owner: User) -> Belongings:
    """Give a person one of everything that has an id."""
    rule = rule_create(
        user_id=owner.pk,
        fields={
            "kind": "price", "symbol": "AAA", "direction": "above", "threshold": 100.0,
            "repeat": "every", "cooldown_s": 0,
        },
    )  # fmt: skip
    monitor = monitor_create(
        user_id=owner.pk,
        fields={
            "y": "AAA", "x": "BBB", "interval": "1d", "window": 60, "method": "ols", "log": True,
            "intercept": True, "entry_threshold": 2.0, "exit_threshold": 0.5,
        },
    )  # fmt: skip
    token = token_create(user=owner, name="phone", scope="write")
    job = job_submit(kind="pairs.scan", params={"symbols": ["AAA", "BBB"]}, owner_id=owner.pk)
    return Belongings(
        watchlist_id=watchlist_create(owner_id=owner.pk, name="Mine", symbols=["AAA"]).id,
        rule_id=rule.pk,
        event_id=store_event(owner, rule_id=rule.pk),
        monitor_id=monitor.id,
        token_id=token.id,
        job_id=job.id,
        run_id=save_run(owner),
        secret=token.token,
    )
