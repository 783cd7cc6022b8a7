"""Raw-SQL readers and writers of bars and ticks, one dialect a database.

Writers are idempotent: a bar replaces the bar of its natural key, a tick that is there already is
left alone, so a replay after a crash changes nothing. Each call is one transaction and raises the
version of every series that it touched, in that same transaction.
"""

from apps.market.store.bars import (
    MAX_ROWS,
    bar_first_last,
    bars_columns,
    bars_count,
    bars_delete,
    bars_prune,
    bars_upsert,
    bars_wire,
    has_actions,
    latest_bar,
    nth_last,
    panel_columns,
)
from apps.market.store.encoding import encode_bars
from apps.market.store.ticks import (
    last_trade_id,
    latest_ticks,
    ticks_columns,
    ticks_insert,
    ticks_prune,
)
from apps.market.store.versions import series_version, versions_digest

__all__ = [
    "MAX_ROWS",
    "bar_first_last",
    "bars_columns",
    "bars_count",
    "bars_delete",
    "bars_prune",
    "bars_upsert",
    "bars_wire",
    "encode_bars",
    "has_actions",
    "last_trade_id",
    "latest_bar",
    "latest_ticks",
    "nth_last",
    "panel_columns",
    "series_version",
    "ticks_columns",
    "ticks_insert",
    "ticks_prune",
    "versions_digest",
]
