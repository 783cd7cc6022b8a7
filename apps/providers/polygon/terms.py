"""What Polygon offers, and how often we ask."""

from typing import Final

from apps.providers.shared.base import CallLimit, Capabilities

NAME: Final = "polygon"
CAPABILITIES: Final = Capabilities(
    title="Polygon",
    key_site="https://polygon.io/dashboard/keys",
    intervals=("1m", "5m", "15m", "1h", "1d"),
    asset_classes=("stock", "etf", "index", "crypto"),
    needs_key=True,
    # The free plan's; a paid one has none, and is then asked more slowly than it could be.
    limits=(CallLimit(5, 60),),
)
