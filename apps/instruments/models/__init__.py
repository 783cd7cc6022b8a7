"""The rows of instruments: what is traded, its prices, and how they are kept."""

from apps.instruments.models.market import (
    Bar,
    CorporateAction,
    DemoMarker,
    InstrumentRow,
    TickRow,
    Watchlist,
    WatchlistItem,
)
from apps.instruments.models.upkeep import DailyFeed, Hold, LatestQuote

__all__ = [
    "Bar",
    "CorporateAction",
    "DailyFeed",
    "DemoMarker",
    "Hold",
    "InstrumentRow",
    "LatestQuote",
    "TickRow",
    "Watchlist",
    "WatchlistItem",
]
