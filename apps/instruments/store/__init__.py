"""Raw-SQL readers and writers of bars and ticks, one dialect a database.

Writers are idempotent: a bar replaces the bar of its natural key, a tick that is there already is
left alone, so a replay after a crash changes nothing. Each call is one transaction and raises the
version of every series that it touched, in that same transaction.
"""

from apps.instruments.store.actions import ActionRow, actions_of, actions_replace, known_actions
from apps.instruments.store.amend import bars_amend, bars_whole
from apps.instruments.store.bars import (
    MAX_ROWS,
    bars_columns,
    bars_count,
    bars_delete,
    bars_replace,
    bars_upsert,
    bars_wire,
    has_actions,
    latest_bar,
    nth_last,
    panel_columns,
)
from apps.instruments.store.encoding import encode_bars
from apps.instruments.store.held import held_seconds
from apps.instruments.store.holds import (
    SPLITS,
    Word,
    bar_word,
    holds_clear,
    holds_drop,
    holds_of,
    holds_update,
    same_word,
)
from apps.instruments.store.ticks import first_tick_us, latest_ticks, ticks_columns, ticks_insert
from apps.instruments.store.versions import series_version, versions_digest

__all__ = [
    "MAX_ROWS",
    "SPLITS",
    "ActionRow",
    "Word",
    "actions_of",
    "actions_replace",
    "bar_word",
    "bars_amend",
    "bars_columns",
    "bars_count",
    "bars_delete",
    "bars_replace",
    "bars_upsert",
    "bars_whole",
    "bars_wire",
    "encode_bars",
    "first_tick_us",
    "has_actions",
    "held_seconds",
    "holds_clear",
    "holds_drop",
    "holds_of",
    "holds_update",
    "known_actions",
    "latest_bar",
    "latest_ticks",
    "nth_last",
    "panel_columns",
    "same_word",
    "series_version",
    "ticks_columns",
    "ticks_insert",
    "versions_digest",
]
