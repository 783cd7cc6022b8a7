"""Everything that changes the market's rows."""

from apps.market.services.demo import demo_load, demo_provenance
from apps.market.services.feeds import feed_attach
from apps.market.services.presence import instruments_present
from apps.market.services.repairs import bars_correct, splits_correct
from apps.market.services.watchlists import watchlist_create, watchlist_delete, watchlist_update

__all__ = [
    "bars_correct",
    "demo_load",
    "demo_provenance",
    "feed_attach",
    "instruments_present",
    "splits_correct",
    "watchlist_create",
    "watchlist_delete",
    "watchlist_update",
]
