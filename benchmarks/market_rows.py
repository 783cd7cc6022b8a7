"""A scratch database with synthetic daily bars, in the data folder that the settings name."""

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import django
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from apps.instruments.types import BarRow

_DAY_US = 86_400_000_000
_START_US = int(datetime(2015, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


def names(symbols: int) -> list[str]:
    """Symbols of the scratch universe."""
    return [f"B{number:03d}" for number in range(symbols)]


def prepare(*, symbols: int, bars: int) -> None:
    """Set Django up with its tables and bars; quick when they are there already."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415  after setup
    from django.core.management import call_command  # noqa: PLC0415

    from apps.instruments.models import Bar  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    if Bar.objects.count() != symbols * bars:
        shutil.rmtree(settings.PANEL_DIR, ignore_errors=True)
        _fill(symbols, bars)


def _fill(symbols: int, bars: int) -> None:
    """Write a geometric walk for each symbol, seeded."""
    from apps.instruments.models import Bar, InstrumentRow  # noqa: PLC0415  after setup
    from apps.instruments.store import bars_upsert  # noqa: PLC0415

    rng = np.random.default_rng(7)
    Bar.objects.all().delete()
    InstrumentRow.objects.all().delete()
    for symbol in names(symbols):
        InstrumentRow.objects.create(symbol=symbol, owner=None, **_traits(symbol, bars))
        bars_upsert(_bars(symbol, _walk(rng, bars)))


def _traits(symbol: str, bars: int) -> dict[str, Any]:
    last = datetime.fromtimestamp((_START_US + (bars - 1) * _DAY_US) / 1e6, UTC).date()
    return {
        "name": f"Benchmark {symbol}",
        "asset_class": "stock",
        "exchange": "NYSE",
        "currency": "USD",
        "calendar": "XNYS",
        "source": "benchmark",
        "has_ohlc": True,
        "first_bar": datetime.fromtimestamp(_START_US / 1e6, UTC).date(),
        "last_bar": last,
    }


def _walk(rng: np.random.Generator, bars: int) -> NDArray[np.float64]:
    return np.round(100.0 * np.exp(np.cumsum(rng.normal(0.0, 0.01, bars))), 4)


def _bars(symbol: str, closes: NDArray[np.float64]) -> "list[BarRow]":
    from apps.instruments.types import BarRow  # noqa: PLC0415  after setup

    return [
        BarRow(
            symbol=symbol,
            interval="1d",
            timestamp_us=_START_US + day * _DAY_US,
            open=close,
            high=close * 1.01,
            low=close * 0.99,
            close=close,
            volume=1000.0 + day,
            vwap=close,
            trades=10,
            settled=True,
        )
        for day, close in enumerate(closes.tolist())
    ]
