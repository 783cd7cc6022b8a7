"""What Yahoo offers, and how often we ask."""

from typing import Final

from apps.providers.shared.base import CallLimit, Capabilities

NAME: Final = "yahoo"
CAPABILITIES: Final = Capabilities(
    title="Yahoo Finance",
    intervals=("1m", "5m", "15m", "1h", "1d"),
    asset_classes=("stock", "etf", "index", "commodity", "crypto", "other"),
    needs_key=False,
    # Yahoo publishes no limit; these keep well below the pace at which it answers 429.
    limits=(CallLimit(60, 60), CallLimit(1_000, 3_600)),
)
