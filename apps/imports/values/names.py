"""The names that brokers, sites and tools give to their columns."""

from collections.abc import Sequence
from typing import Final

from apps.imports.types import Role
from apps.imports.values.months import plain_word


def plain_name(text: str) -> str:
    """Return a column's name in small letters and digits alone, without accents."""
    return "".join(mark for mark in plain_word(text) if mark.isalnum())


# The first alias that a file has wins: an exchange's kline file has several times and volumes.
_WORDS: Final[dict[Role, str]] = {
    "time": """
        timestamp datetime opentime time date unix unixtime unixtimestamp epoch ts t gmttime
        localtime utc utctime datetimeutc dateutc dateandtime tradedate tradetime transacttime begin
        period day datum zeit zeitstempel fecha data timestampms closetime tarih дата 日付 日期
        """,
    "open": """
        open o openprice opening first eroffn eroffnung eroffnungskurs erster apertura ouv ouverture
        abertura askopen bidopen openen otwarcie откр открытие acilis oppen 始値 开盘
        """,
    "high": """
        high h highprice max hoch hochstkurs tageshoch maximo haut plushaut maxima massimo dayhigh
        hoog najwyzszy maksimum макс максимум yuksek enyuksek hogst 高値 最高
        """,
    "low": """
        low l lowprice min tief tiefstkurs tagestief minimo bas plusbas minima daylow laag najnizszy
        мин минимум dusuk endusuk lagst 安値 最低
        """,
    "close": """
        close c closelast closeprice closingprice last lastprice settle settlement schluss
        schlusskurs schlusspreis zuletzt cierre ultimo cloture clot dernier chiusura fechamento
        encerramento laatste slot slotkoers ostatnio zamkniecie закрытие закр simdi kapanis senaste
        終値 收盘 nav value adjclose adjustedclose adjcloseprice
        """,
    "volume": """
        volume vol v volumebtc basevolume sharesvolume stuecke stucke stuck volumen volumem
        volumes tickvol tickvolume turnovervolume umsatz wol wolumen объем obem hac hacim 出来高
        成交量
        """,
    "price": "price tradeprice p kurs preis prezzo precio preco prix koers cena цена fiyat",
    "quantity": "quantity qty q size amount lastsize tradesize",
    "ticker": "ticker symbol code instrument isin",
}
ALIASES: Final[dict[Role, tuple[str, ...]]] = {
    role: tuple(map(plain_name, words.split())) for role, words in _WORDS.items()
}
# Words of German, French, Italian, Portuguese, Dutch, Polish, Russian and Turkish that no English
# or Spanish file has: none of these groups thousands by a comma, all of them write the day first.
_COMMA_WORDS: Final = """
    datum zeit zeitstempel eroffn eroffnung eroffnungskurs erster hoch hochstkurs tageshoch tief
    tiefstkurs tagestief schluss schlusskurs schlusspreis zuletzt kurs preis umsatz stuecke dernier
    ouv ouverture plushaut plusbas haut bas cloture clot prix massimo chiusura prezzo abertura
    maxima minima fechamento encerramento preco laatste hoog laag slot slotkoers koers ostatnio
    otwarcie najwyzszy najnizszy zamkniecie wol wolumen дата откр открытие макс мин цена закрытие
    объем tarih acilis yuksek dusuk simdi kapanis hacim fiyat
    """
_COMMA_NAMES: Final = frozenset(map(plain_name, _COMMA_WORDS.split()))


def comma_language(names: Sequence[str]) -> bool:
    """Return whether the columns are named in a language that groups nothing by a comma."""
    return any(plain_name(name) in _COMMA_NAMES for name in names)


def known_name(text: str) -> bool:
    """Return whether some role goes by this name."""
    name = plain_name(text)
    return any(name in aliases for aliases in ALIASES.values()) or name == "adjclose"


def names_time(text: str) -> bool:
    """Return whether a column of times goes by this name."""
    return plain_name(text) in ALIASES["time"]


def names_ticker(text: str) -> bool:
    """Return whether symbols go by this name."""
    return plain_name(text) in ALIASES["ticker"]


def roles_of(names: Sequence[str]) -> dict[Role, int]:
    """Return the place of each role that the names show, none twice."""
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
