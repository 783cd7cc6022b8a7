"""Which provider serves what; demo and live differ here, by settings, and nowhere above."""

from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings

from apps.core.extension.registry import Registry
from apps.instruments.types import SIMULATOR, AssetClass
from apps.providers.alphavantage.provider import AlphaVantage
from apps.providers.binance.history import BinanceHistory
from apps.providers.binance.venue import BinanceVenue
from apps.providers.keys import no_keys, with_environment
from apps.providers.polygon.provider import Polygon
from apps.providers.polygon.stream import PolygonStream
from apps.providers.shared.base import (
    HistoryProvider,
    KeyReader,
    Provider,
    QuoteProvider,
    QuoteStream,
    SearchProvider,
    TickVenue,
)
from apps.providers.yahoo.provider import Yahoo
from apps.providers.yahoo.stream import YahooStream

BINANCE = "binance"

Factory = Callable[[str], Provider]
"""From a key, empty when there is none, to an adapter."""

FACTORIES: Final = Registry[str, Factory]("provider")
"""Every adapter there is, by the provider's name; other apps add theirs in their wiring."""

FACTORIES.add("binance", lambda _key: BinanceHistory())
FACTORIES.add("polygon", Polygon)
FACTORIES.add("yahoo", lambda _key: Yahoo())
FACTORIES.add("alphavantage", AlphaVantage)


def tick_venue() -> TickVenue:
    """Return the venue that the settings name: the bundled simulator, Binance, or a person's."""
    simulated: bool = settings.VENUE_IS_SIMULATED
    return BinanceVenue(
        name=SIMULATOR if simulated else BINANCE,
        ws_url=settings.BINANCE_WS_URL,
        simulated=simulated,
    )


def history_chain(
    asset_class: AssetClass, user_keys: KeyReader = no_keys
) -> tuple[HistoryProvider, ...]:
    """Return who has bars of such an instrument, in the order to ask."""
    return tuple(
        one
        for one in _usable(user_keys)
        if isinstance(one, HistoryProvider) and asset_class in one.capabilities.asset_classes
    )


def quote_chain(
    asset_class: AssetClass, user_keys: KeyReader = no_keys
) -> tuple[QuoteProvider, ...]:
    """Return who knows the present price of such an instrument, in the order to ask."""
    return tuple(
        one
        for one in _usable(user_keys)
        if isinstance(one, QuoteProvider) and asset_class in one.capabilities.asset_classes
    )


def search_chain(user_keys: KeyReader = no_keys) -> tuple[SearchProvider, ...]:
    """Return who can look instruments up, in the order to ask."""
    return tuple(one for one in _usable(user_keys) if isinstance(one, SearchProvider))


def quote_streams(user_keys: KeyReader = no_keys) -> tuple[QuoteStream, ...]:
    """Return who streams prices, in the order to connect; in demo mode only a named socket."""
    keys = with_environment(user_keys)
    streams: dict[str, QuoteStream] = {}
    if settings.POLYGON_WS_URL and keys("polygon"):
        streams["polygon"] = PolygonStream(keys("polygon"))
    if settings.YAHOO_WS_URL:
        streams["yahoo"] = YahooStream()
    return tuple(streams[name] for name in settings.PROVIDER_ORDER if name in streams)


def _usable(user_keys: KeyReader) -> Iterator[Provider]:
    """Build the adapters that this mode and these keys allow."""
    keys = with_environment(user_keys)
    for name in settings.PROVIDER_ORDER:
        if settings.SIGHTLINE_MODE == "demo" and name not in settings.CHOSEN_PROVIDERS:
            continue
        provider = FACTORIES[name](keys(name)) if name in FACTORIES else None
        if provider and (keys(name) or not provider.capabilities.needs_key):
            yield provider
