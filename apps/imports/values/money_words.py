"""Signs, codes and short words that stand beside a number and say what money it is."""

import re
from collections.abc import Mapping
from typing import Final

from apps.core.currencies import KNOWN, PARTS

# What several currencies share proves none of them: it only excludes the others. A dollar sign
# alone is of twenty and so says nothing.
SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "$": (),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SSP", "SYP"),
    "¥": ("JPY", "CNY"),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₹": ("INR",),
    "₩": ("KRW", "KPW"),
    "₪": ("ILS",),
    "₴": ("UAH",),
    "₫": ("VND",),
    "฿": ("THB",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "₸": ("KZT",),
}
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "zł": ("PLN",), "zl": ("PLN",),
    "kč": ("CZK",), "kc": ("CZK",),
    "ft": ("HUF",),
    "fr": ("CHF",), "sfr": ("CHF",),
    "tl": ("TRY",),
    "lei": ("RON",), "leu": ("RON",),
    "лв": ("BGN",),
    "\u0440\u0443\u0431": ("RUB",), "\u0440": ("RUB",),
    "rs": ("INR", "LKR", "MUR", "NPR", "PKR", "SCR"),
    "rp": ("IDR",),
    "rm": ("MYR",),
    "r": ("ZAR",),
    "us$": ("USD",), "c$": ("CAD",), "ca$": ("CAD",), "a$": ("AUD",), "au$": ("AUD",),
    "nz$": ("NZD",), "hk$": ("HKD",), "s$": ("SGD",), "nt$": ("TWD",), "r$": ("BRL",),
    "mx$": ("MXN",),
}  # fmt: skip
_MARKS: Final = "".join(SIGNS)
_NAME: Final = rf"[^\W\d_]{{1,4}}\.?|[A-Za-z]{{1,2}}\$|[{_MARKS}]"
_BEFORE: Final = re.compile(rf"([+-]?)\s*({_NAME})\s*([+-]?[\d.,].*)")
_AFTER: Final = re.compile(rf"([+-]?[\d.,].*?)\s*({_NAME})")
_LONGEST: Final = 64


def money_apart(text: str) -> tuple[str, str] | None:
    """Return a number and the money beside it, each as written; None where there is none."""
    bare = text.strip()
    if len(bare) > _LONGEST:
        return None
    if match := _BEFORE.fullmatch(bare):
        sign, name, number = match.groups()
        return (
            (sign + number, name) if is_money(name) and not (sign and number[0] in "+-") else None
        )
    if match := _AFTER.fullmatch(bare):
        number, name = match.groups()
        return (number, name) if is_money(name) else None
    return None


def is_money(name: str) -> bool:
    """Return whether a sign, code or word stands for money."""
    code = name.upper() if name.islower() else name
    return code in KNOWN or name in PARTS or name in SIGNS or _word(name) in _WORDS


def codes_of(name: str) -> tuple[str, ...]:
    """Return the currencies that a sign or word may stand for; none for a code."""
    return SIGNS.get(name) or _WORDS.get(_word(name), ())


def _word(name: str) -> str:
    return name.rstrip(".").lower()
