"""The outside services that give market data: where they are, and what their settings are called.

Read by the settings and by the launcher, so it needs nothing but Python.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Service:
    """One provider over REST.

    Attributes
    ----------
    address : str
        Its usual base URL.
    address_variable : str
        The setting that names another one, which demo mode asks too.
    key_variable : str
        The setting that holds a key; empty for who needs none.
    """

    name: str
    address: str
    address_variable: str
    key_variable: str = ""


SERVICES: Final = (
    Service(
        "binance",
        "https://fapi.binance.com",
        "SIGHTLINE_BINANCE_REST_URL",
    ),
    Service(
        "polygon",
        "https://api.polygon.io",
        "SIGHTLINE_POLYGON_REST_URL",
        "POLYGON_API_KEY",
    ),
    Service(
        "yahoo",
        "https://query2.finance.yahoo.com",
        "SIGHTLINE_YAHOO_URL",
    ),
    Service(
        "alphavantage",
        "https://www.alphavantage.co",
        "SIGHTLINE_ALPHAVANTAGE_URL",
        "ALPHAVANTAGE_API_KEY",
    ),
)
"""Who is asked first comes first, unless SIGHTLINE_PROVIDERS says otherwise."""
