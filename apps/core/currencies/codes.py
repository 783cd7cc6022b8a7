"""Codes of currencies with their minor units: ISO 4217, and the coins that venues quote in."""

from collections.abc import Mapping
from typing import Final

_ISO: Final[Mapping[int, str]] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN
        BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP
        GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
        LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
        NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
        SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES
        WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MONEY: Final[Mapping[str, int]] = {
    code: digits for digits, codes in _ISO.items() for code in codes.split()
}
"""Digits after the point of each currency of ISO 4217."""

METALS: Final[Mapping[str, int]] = {"XAG": 2, "XAU": 2, "XPD": 2, "XPT": 2}
"""ISO 4217 codes of a troy ounce, for which it names no minor unit; markets quote two digits."""

COINS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("USDT", "USDC", "FDUSD", "BUSD", "TUSD", "USDP", "PYUSD", "DAI", "EURI"), 8),
    **dict.fromkeys(("BTC", "ETH", "BNB", "SOL", "XRP", "TRX", "DOGE", "DOT"), 8),
}
"""Quote assets of crypto venues. A dollar coin is a claim on its issuer and no dollar."""

MEANT: Final[Mapping[str, str]] = {
    "EURO": "EUR", "EUROS": "EUR", "YEN": "JPY", "RMB": "CNY", "CNH": "CNY", "NTD": "TWD",
    "NIS": "ILS", "STG": "GBP", "UKP": "GBP", "SFR": "CHF", "XBT": "BTC", "US": "USD",
    "DOLLAR": "USD", "DOLLARS": "USD", "POUND": "GBP", "POUNDS": "GBP", "STERLING": "GBP",
    "PENCE": "GBX", "PENNY": "GBX", "FRANC": "CHF", "TETHER": "USDT", "BITCOIN": "BTC",
    # Withdrawn codes and what replaced them.
    "DEM": "EUR", "FRF": "EUR", "ITL": "EUR", "ESP": "EUR", "NLG": "EUR", "HRK": "EUR",
    "RUR": "RUB", "TRL": "TRY", "BYR": "BYN", "MRO": "MRU", "STD": "STN", "SLL": "SLE",
    "VEF": "VES", "ZWL": "ZWG", "ANG": "XCG", "CUC": "CUP", "GHC": "GHS", "MXP": "MXN",
}  # fmt: skip
"""What people write for a code, and the code that they mean."""
