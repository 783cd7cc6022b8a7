"""The names that brokers, sites and tools give to their columns."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from apps.market.uploads.types import Role

# The first alias that a file has wins: an exchange's kline file has several times and volumes.
ALIASES: Final[dict[Role, tuple[str, ...]]] = {
    "time": (
        "timestamp", "datetime", "opentime", "time", "date", "unix", "unixtime", "unixtimestamp",
        "epoch", "ts", "t", "gmttime", "localtime", "utc", "utctime", "datetimeutc", "dateutc",
        "dateandtime", "tradedate", "tradetime", "transacttime", "begin", "period", "day",
        "datum", "zeit", "zeitstempel", "fecha", "data", "timestampms", "closetime",
    ),
    "open": (
        "open", "o", "openprice", "opening", "first", "eroffnung", "eroffnungskurs", "erster",
        "apertura", "ouv", "ouverture", "abertura", "askopen", "bidopen",
    ),
    "high": (
        "high", "h", "highprice", "max", "hoch", "hochstkurs", "maximo", "haut", "plushaut",
        "maxima", "dayhigh",
    ),
    "low": (
        "low", "l", "lowprice", "min", "tief", "tiefstkurs", "minimo", "bas", "plusbas", "minima",
        "daylow",
    ),
    "close": (
        "close", "c", "closelast", "closeprice", "closingprice", "last", "lastprice", "settle",
        "settlement", "schluss", "schlusskurs", "schlusspreis", "cierre", "ultimo", "cloture",
        "dernier", "fechamento", "nav", "value", "adjclose", "adjustedclose", "adjcloseprice",
    ),
    "volume": (
        "volume", "vol", "v", "volumen", "volumebtc", "basevolume", "sharesvolume", "stuck",
        "tickvol", "tickvolume", "turnovervolume", "umsatz",
    ),
    "price": ("price", "tradeprice", "p", "kurs", "preis"),
    "quantity": ("quantity", "qty", "q", "size", "amount", "lastsize", "tradesize"),
    "ticker": ("ticker", "symbol", "code", "instrument", "isin"),
}  # fmt: skip
_MARKS = re.compile(r"[^a-z0-9]+")


def plain_name(text: str) -> str:
    """Return a column's name in small ASCII letters and digits alone."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _MARKS.sub("", ascii_text.lower())


def known_name(text: str) -> bool:
    """Return whether some role goes by this name."""
    name = plain_name(text)
    return any(name in aliases for aliases in ALIASES.values()) or name == "adjclose"


def roles_of(names: Sequence[str]) -> dict[Role, int]:
    """Return the place of each role that the names tell, none twice."""
    plain = [plain_name(name) for name in names]
    found: dict[Role, int] = {}
    for role, aliases in ALIASES.items():
        places = (plain.index(alias) for alias in aliases if alias in plain)
        place = next((place for place in places if place not in found.values()), None)
        if place is not None:
            found[role] = place
    return _settled(found, plain)


def _settled(found: dict[Role, int], plain: list[str]) -> dict[Role, int]:
    """Return roles that agree: a date beside a time of day, a price that is a close."""
    if "date" in plain and "time" in plain:
        found["date"], found["clock"] = plain.index("date"), plain.index("time")
        if found.get("time") in {found["date"], found["clock"]}:
            del found["time"]
        else:
            del found["date"], found["clock"]
    if "price" in found and ("close" in found or "quantity" not in found):
        price = found.pop("price")
        found.setdefault("close", price)
    if "price" not in found:
        quantity = found.pop("quantity", None)
        if quantity is not None:
            found.setdefault("volume", quantity)
    return found


# Twelve columns without a header, the first a time in milliseconds: an exchange's kline file.
BARE: Final[dict[int, tuple[Role, ...]]] = {
    2: ("time", "close"),
    3: ("time", "close", "volume"),
    5: ("time", "open", "high", "low", "close"),
}
BARE_CANDLES: Final[tuple[Role, ...]] = ("time", "open", "high", "low", "close", "volume")


def bare_roles(width: int) -> dict[Role, int]:
    """Return the usual roles of a file without a header, by its number of columns."""
    roles = BARE.get(width, BARE_CANDLES if width >= len(BARE_CANDLES) else ())
    return {role: place for place, role in enumerate(roles)}
