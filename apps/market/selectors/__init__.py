"""Everything that other apps read from the market."""

from apps.market.intervals import period_start
from apps.market.selectors.bars import (
    bars_read,
    daily_bars,
    latest_bars,
    require_history,
)
from apps.market.selectors.common import listed, refuse_few_days, require_common, thin_rates
from apps.market.selectors.history import History, history_read
from apps.market.selectors.instruments import (
    instrument_every,
    instrument_get,
    instrument_list,
    instrument_of,
    instruments_by_symbol,
    periods_per_year,
    streaming_instruments,
)
from apps.market.selectors.members import last_session, usable_members
from apps.market.selectors.money import Converted, converted, currencies_of, one_currency
from apps.market.selectors.opinions import Opinion, second_opinion
from apps.market.selectors.panels import close_panel, ohlc_panel, panel_folder, panel_version
from apps.market.selectors.positive import positive_from
from apps.market.selectors.quotes import price_quote, reference_close, reference_closes
from apps.market.selectors.rates import rate_at
from apps.market.selectors.watchlists import (
    followed_symbols,
    watched_symbols,
    watchlist_get,
    watchlist_list,
)
from apps.market.store import ActionRow, actions_of, bars_whole, series_version

__all__ = [
    "ActionRow",
    "Converted",
    "History",
    "Opinion",
    "actions_of",
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
    "ohlc_panel",
    "one_currency",
    "panel_folder",
    "panel_version",
    "period_start",
    "periods_per_year",
    "positive_from",
    "price_quote",
    "rate_at",
    "reference_close",
    "reference_closes",
    "refuse_few_days",
    "require_common",
    "require_history",
    "second_opinion",
    "series_version",
    "streaming_instruments",
    "thin_rates",
    "usable_members",
    "watched_symbols",
    "watchlist_get",
    "watchlist_list",
]
