"""What a folder of files offers."""

from typing import Final

from apps.providers.shared.base import Capabilities

NAME: Final = "csv"
CAPABILITIES: Final = Capabilities(
    title="CSV files",
    intervals=("1d",),
    asset_classes=("stock", "etf", "index", "commodity", "crypto", "other"),
    needs_key=False,
    limits=(),
    knows_all=False,
)
