"""Which provider serves what; demo and live differ here, by settings, and nowhere above."""

from django.conf import settings

from apps.market.providers.base import TickVenue
from apps.market.providers.binance.venue import BinanceVenue
from apps.market.types import SIMULATOR

BINANCE = "binance"


def tick_venue() -> TickVenue:
    """Return the venue that the settings name: the bundled simulator, Binance, or a person's."""
    simulated: bool = settings.VENUE_IS_SIMULATED
    return BinanceVenue(
        name=SIMULATOR if simulated else BINANCE,
        ws_url=settings.BINANCE_WS_URL,
        simulated=simulated,
    )
