"""What Alpha Vantage offers, and how often we ask."""

from typing import Final

from apps.providers.shared.base import CallLimit, Capabilities

NAME: Final = "alphavantage"
CAPABILITIES: Final = Capabilities(
    title="Alpha Vantage",
    key_site="https://www.alphavantage.co/support/#api-key",
    intervals=("1d",),
    asset_classes=("stock", "etf"),
    needs_key=True,
    # The free key's: 25 a day, and one a second.
    limits=(CallLimit(1, 1), CallLimit(25, 86_400)),
)
