"""Exchanges in one place: MIC, calendar, zone, money, and the providers' own names for them."""

from dataclasses import dataclass
from functools import cache
from typing import Final

ALWAYS: Final = "24/7"
_NEW_YORK: Final = "America/New_York"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One market place.

    `currency` is the unit that prices are quoted in there, such as GBp for pence; `suffix` follows
    the symbol after a dot (Yahoo's letters, which we took over), and `long_suffix` is Alpha
    Vantage's for the same place.
    """

    mic: str
    calendar: str
    timezone: str
    currency: str
    names: tuple[str, ...]
    suffix: str = ""
    long_suffix: str = ""


_PLACES: Final = (
    Exchange("XNAS", "XNYS", _NEW_YORK, "USD", ("NMS", "NGM", "NCM", "NAS", "NASDAQ")),
    Exchange("XNYS", "XNYS", _NEW_YORK, "USD", ("NYQ", "NYS", "NYSE")),
    Exchange("XASE", "XNYS", _NEW_YORK, "USD", ("ASE", "AMEX")),
    Exchange("ARCX", "XNYS", _NEW_YORK, "USD", ("PCX",)),
    Exchange("BATS", "XNYS", _NEW_YORK, "USD", ("BTS", "BATS")),
    Exchange("OOTC", "XNYS", _NEW_YORK, "USD", ("PNK", "OQX", "OQB", "OID", "OTC")),
    Exchange("INDEX", "XNYS", _NEW_YORK, "USD", ("SNP", "DJI", "WCB", "CGI", "CXI", "NIM")),
    Exchange("CMES", "CMES", "America/Chicago", "USD", ("CME", "CBT", "CMX", "NYM")),
    Exchange("XLON", "XLON", "Europe/London", "GBp", ("LSE", "IOB"), "L", "LON"),
    Exchange("XETR", "XETR", "Europe/Berlin", "EUR", ("GER",), "DE", "DEX"),
    Exchange("XFRA", "XFRA", "Europe/Berlin", "EUR", ("FRA",), "F", "FRK"),
    Exchange("XPAR", "XPAR", "Europe/Paris", "EUR", ("PAR",), "PA", "PAR"),
    Exchange("XAMS", "XAMS", "Europe/Amsterdam", "EUR", ("AMS",), "AS", "AMS"),
    Exchange("XBRU", "XBRU", "Europe/Brussels", "EUR", ("BRU",), "BR", "BRU"),
    Exchange("XLIS", "XLIS", "Europe/Lisbon", "EUR", ("LIS",), "LS", "LIS"),
    Exchange("XMIL", "XMIL", "Europe/Rome", "EUR", ("MIL",), "MI", "MIL"),
    Exchange("XMAD", "XMAD", "Europe/Madrid", "EUR", ("MCE",), "MC", "MCE"),
    Exchange("XDUB", "XDUB", "Europe/Dublin", "EUR", ("ISE",), "IR"),
    Exchange("XHEL", "XHEL", "Europe/Helsinki", "EUR", ("HEL",), "HE", "HEL"),
    Exchange("XWBO", "XWBO", "Europe/Vienna", "EUR", ("VIE",), "VI"),
    Exchange("XSWX", "XSWX", "Europe/Zurich", "CHF", ("EBS",), "SW"),
    Exchange("XSTO", "XSTO", "Europe/Stockholm", "SEK", ("STO",), "ST", "STO"),
    Exchange("XCSE", "XCSE", "Europe/Copenhagen", "DKK", ("CPH",), "CO", "CPH"),
    Exchange("XOSL", "XOSL", "Europe/Oslo", "NOK", ("OSL",), "OL"),
    Exchange("XWAR", "XWAR", "Europe/Warsaw", "PLN", ("WSE",), "WA"),
    Exchange("XIST", "XIST", "Europe/Istanbul", "TRY", ("IST",), "IS"),
    Exchange("XTAE", "XTAE", "Asia/Jerusalem", "ILA", ("TLV",), "TA"),
    Exchange("XJSE", "XJSE", "Africa/Johannesburg", "ZAc", ("JNB",), "JO"),
    Exchange("XTSE", "XTSE", "America/Toronto", "CAD", ("TOR",), "TO", "TRT"),
    Exchange("XTSX", "XTSE", "America/Toronto", "CAD", ("VAN",), "V", "TRV"),
    Exchange("XMEX", "XMEX", "America/Mexico_City", "MXN", ("MEX",), "MX"),
    Exchange("BVMF", "BVMF", "America/Sao_Paulo", "BRL", ("SAO",), "SA", "SAO"),
    Exchange("XTKS", "XTKS", "Asia/Tokyo", "JPY", ("JPX",), "T"),
    Exchange("XHKG", "XHKG", "Asia/Hong_Kong", "HKD", ("HKG",), "HK"),
    Exchange("XSHG", "XSHG", "Asia/Shanghai", "CNY", ("SHH",), "SS", "SHH"),
    Exchange("XSHE", "XSHG", "Asia/Shanghai", "CNY", ("SHZ",), "SZ", "SHZ"),
    Exchange("XKRX", "XKRX", "Asia/Seoul", "KRW", ("KSC",), "KS"),
    Exchange("XKOS", "XKRX", "Asia/Seoul", "KRW", ("KOE",), "KQ"),
    Exchange("XTAI", "XTAI", "Asia/Taipei", "TWD", ("TAI",), "TW"),
    Exchange("XSES", "XSES", "Asia/Singapore", "SGD", ("SES",), "SI"),
    Exchange("XBOM", "XBOM", "Asia/Kolkata", "INR", ("BSE",), "BO", "BSE"),
    Exchange("XNSE", "XBOM", "Asia/Kolkata", "INR", ("NSI",), "NS"),
    Exchange("XIDX", "XIDX", "Asia/Jakarta", "IDR", ("JKT",), "JK"),
    Exchange("XBKK", "XBKK", "Asia/Bangkok", "THB", ("SET",), "BK"),
    Exchange("XKLS", "XKLS", "Asia/Kuala_Lumpur", "MYR", ("KLS",), "KL"),
    Exchange("XASX", "XASX", "Australia/Sydney", "AUD", ("ASX",), "AX"),
    Exchange("XNZE", "XNZE", "Pacific/Auckland", "NZD", ("NZE",), "NZ"),
    Exchange("CRYPTO", ALWAYS, "UTC", "USD", ("CCC",)),
    Exchange("BINANCE", ALWAYS, "UTC", "USDT", ("BINANCE",)),
    Exchange("FOREX", "24/5", "Europe/London", "", ("CCY",)),
)
UNKNOWN: Final = Exchange("", "", "UTC", "", ())
CRYPTO: Final = next(one for one in _PLACES if one.mic == "CRYPTO")
UNITED_STATES: Final = next(one for one in _PLACES if one.mic == "XNYS")


@cache
def by_name(name: str) -> Exchange:
    """Return the place of a MIC or of a provider's name for it; UNKNOWN when there is none."""
    return next((one for one in _PLACES if name == one.mic or name in one.names), UNKNOWN)


@cache
def by_suffix(suffix: str) -> Exchange:
    """Return the place of our suffix, such as L of VOD.L; UNKNOWN when it is none."""
    return next((one for one in _PLACES if suffix and suffix == one.suffix), UNKNOWN)


@cache
def by_long_suffix(suffix: str) -> Exchange:
    """Return the place of Alpha Vantage's suffix, such as LON of VOD.LON."""
    return next((one for one in _PLACES if suffix and suffix == one.long_suffix), UNKNOWN)
