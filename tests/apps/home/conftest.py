"""Two watched instruments whose last closes are known, and who watches them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import time_machine

from apps.accounts.models import User
from apps.core.clock import utc_iso
from apps.forecasts.models import Forecast, ModelVersion, Outcome
from apps.forecasts.types import LEVELS
from apps.instruments.models import InstrumentRow
from apps.instruments.services import watchlist_create
from tests.flows.past.test_forecasts_past import CARDS
from tests.flows.world import FIRST, make_instrument, store_closes

DAYS = 900
LAST = FIRST + timedelta(days=DAYS - 1)
NOW = datetime(LAST.year, LAST.month, LAST.day, 6, tzinfo=UTC) + timedelta(days=1)
"""In the morning after the last close of a market that never closes."""


def closes(*, seed: int, last: tuple[float, ...] = ()) -> np.ndarray:
    """Return closes that swing by a per cent around 100, and end as given."""
    rng = np.random.default_rng(seed)
    found = 100.0 + rng.uniform(-1.0, 1.0, size=DAYS)
    found[DAYS - len(last) :] = last
    return found


@pytest.fixture
def watched(alice: User) -> Iterator[dict[str, InstrumentRow]]:
    """UP ends with two highs of a year, DOWN with a loss of ten per cent; QUIET with nothing."""
    rows = {symbol: make_instrument(symbol) for symbol in ("UP", "DOWN", "QUIET", "EMPTY")}
    store_closes(rows["UP"], closes(seed=1, last=(101.5, 102.5)))
    store_closes(rows["DOWN"], closes(seed=2, last=(100.0, 90.0)))
    store_closes(rows["QUIET"], closes(seed=3, last=(100.0, 100.0)))
    watchlist_create(owner_id=alice.pk, name="Mine", symbols=list(rows))
    with time_machine.travel(NOW, tick=False):
        yield rows


def scored_forecast(row: InstrumentRow, as_of: datetime, *, model: str, price: float) -> Forecast:
    """Store a forecast of 101 for the next day (90 % range 98 to 104), and its outcome."""
    version = ModelVersion.objects.create(
        kind=model, horizons=1, data_version=f"{as_of}", seed=1, pool=[row.symbol], folder="none",
        first_bar=FIRST, last_bar=as_of.date(), sha256="0" * 64, scores=CARDS,
        trained_at=as_of, market_time=as_of,
    )  # fmt: skip
    step = {
        "step": 1, "target_time": utc_iso(as_of + timedelta(days=1)), "predicted_price": 101.0,
        "predicted_return": math.log(1.01), "predicted_volatility": 0.02,
        "value_at_risk_95": 0.03, "direction": "no_edge", "probability_up": 0.5,
        "probability_error": 0.02, "base_rate_up": 0.5,
        **{f"lower_{level}": 98.0 for level in LEVELS},
        **{f"upper_{level}": 104.0 for level in LEVELS},
    }  # fmt: skip
    forecast = Forecast.objects.create(
        version=version, instrument=row, symbol=row.symbol, model=model, as_of=as_of,
        issued_at=as_of, market_time=as_of, last_price=100.0, forecast_hash=f"{as_of}{model}",
        content={"scores": 500, "notices": [], "steps": [step]},
    )  # fmt: skip
    inside = 98.0 <= price <= 104.0
    Outcome.objects.create(
        forecast=forecast, step=1, known_at=as_of + timedelta(days=1), scored_at=NOW,
        price=price, realised_return=math.log(price / 100.0),
        error=math.log(price / 101.0), inside_50=inside, inside_80=inside,
        inside_90=inside, inside_95=inside, brier=0.25, brier_base_rate=0.25,
    )  # fmt: skip
    return forecast
