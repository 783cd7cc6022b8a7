"""What trades at the simulated venue, and how each thing moves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from apps.instruments.store import latest_bar
from apps.instruments.types import SIMULATOR, Instrument

DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Listing:
    """One simulated market.

    Attributes
    ----------
    anchor : float
        Where its price starts, and what it stays near.
    volatility : float
        Standard deviation of a day's log return, decimal.
    trades_per_day : int
        Fixed, so that a trade's id follows from its time alone.
    notional : float
        Median size of a trade in the quote currency.
    """

    symbol: str
    anchor: float
    tick_size: float
    quantity_step: float
    volatility: float
    trades_per_day: int
    notional: float
    quote: str = "USD"

    def thinned(self, percent: int) -> "Listing":
        """Return the same market with a share of its trades."""
        return replace(self, trades_per_day=max(1, self.trades_per_day * percent // 100))

    @property
    def price_digits(self) -> int:
        """Decimals of a price."""
        return max(0, len(f"{self.tick_size:.10f}".rstrip("0").split(".")[1]))

    @property
    def quantity_digits(self) -> int:
        """Decimals of a quantity."""
        return max(0, len(f"{self.quantity_step:.10f}".rstrip("0").split(".")[1]))


# The levels are round inventions; only their ratio is near what the two have cost.
BITCOIN: Final = Listing("BTCUSDT", 60_000.0, 0.1, 0.001, 0.030, 8 * DAY_S, 2_000.0, "USDT")
ETHER: Final = Listing("ETHUSDT", 3_000.0, 0.01, 0.001, 0.036, 6 * DAY_S, 1_500.0, "USDT")
PAIR: Final = (BITCOIN, ETHER)


def stock(symbol: str, last_close: float) -> Listing:
    """Return the simulated market of a stock that starts from its last real close."""
    return Listing(symbol, last_close, 0.01, 1.0, 0.014, DAY_S, 5_000.0)


def demo_listings(fixtures: Path) -> Iterator[Listing]:
    """Yield the crypto pair and every demo stock that streams and has a daily close."""
    yield from PAIR
    # Imported here: the selectors need Django's models, the listings above do not.
    from apps.instruments.selectors import instruments_by_symbol  # noqa: PLC0415

    entries = json.loads((fixtures / "instruments.json").read_text())
    symbols = [
        entry["symbol"]
        for entry in entries
        if entry["streams"] and entry.get("source") != SIMULATOR
    ]
    for symbol, instrument in instruments_by_symbol(symbols=symbols).items():
        if close := _last_close(instrument):
            yield stock(symbol, close)


def _last_close(instrument: Instrument) -> float | None:
    bars = latest_bar(instrument_id=instrument.id, interval_s=DAY_S)
    return float(bars.close[-1]) if len(bars) else None
