"""Everything that changes the rows of instruments."""

from apps.instruments.services.demo_files import demo_provenance
from apps.instruments.services.presence import instruments_present
from apps.instruments.services.repairs import bars_correct, splits_correct
from apps.instruments.services.watchlists import (
    watchlist_create,
    watchlist_delete,
    watchlist_update,
)

__all__ = [
    "bars_correct",
    "demo_provenance",
    "instruments_present",
    "splits_correct",
    "watchlist_create",
    "watchlist_delete",
    "watchlist_update",
]
