"""Everything that other apps read of instruments."""

from apps.instruments.intervals import period_start
from apps.instruments.selectors.bars import bars_read, daily_bars, latest_bars, require_history
from apps.instruments.selectors.common import listed, refuse_few_days, require_common, thin_rates
from apps.instruments.selectors.extremes import newest_extreme
from apps.instruments.selectors.history import History, history_read
from apps.instruments.selectors.instruments import (
    bars_per_year,
    instrument_every,
    instrument_get,
    instrument_list,
    instrument_of,
    instruments_by_symbol,
    periods_per_year,
    streaming_instruments,
)
from apps.instruments.selectors.members import last_session, usable_members
from apps.instruments.selectors.money import converted, currencies_of, one_currency
from apps.instruments.selectors.panels import close_panel, ohlc_panel, panel_folder, panel_version
from apps.instruments.selectors.positive import positive_from
from apps.instruments.selectors.quotes import (
    price_quote,
    price_shown,
    reference_close,
    reference_closes,
)
from apps.instruments.selectors.rates import rate_at
from apps.instruments.selectors.watchlists import (
    followed_symbols,
    watched_instruments,
    watched_symbols,
    watchlist_get,
    watchlist_rows,
)
from apps.instruments.store import ActionRow, actions_of, bars_whole, series_version

__all__ = [
    "ActionRow",
    "History",
    "actions_of",
    "bars_per_year",
    "bars_read",
    "bars_whole",
    "close_panel",
    "converted",
    "currencies_of",
    "daily_bars",
    "followed_symbols",
    "history_read",
    "instrument_every",
    "instrument_get",
    "instrument_list",
    "instrument_of",
    "instruments_by_symbol",
    "last_session",
    "latest_bars",
    "listed",
    "newest_extreme",
    "ohlc_panel",
    "one_currency",
    "panel_folder",
    "panel_version",
    "period_start",
    "periods_per_year",
    "positive_from",
    "price_quote",
    "price_shown",
    "rate_at",
    "reference_close",
    "reference_closes",
    "refuse_few_days",
    "require_common",
    "require_history",
    "series_version",
    "streaming_instruments",
    "thin_rates",
    "usable_members",
    "watched_instruments",
    "watched_symbols",
    "watchlist_get",
    "watchlist_rows",
]
