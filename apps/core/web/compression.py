"""Which encoding a client takes, and bodies in it."""

import re
import zlib
from typing import Final, Literal

import brotli

Encoding = Literal["br", "gzip"]
# Below it the headers of an encoding and its work outweigh what is saved: one packet either way.
LEAST_BYTES: Final = 1_000
# Measured on a history of 1,059 kB of JSON; docs/adr/0011-compression.md has the table.
_BROTLI_QUALITY: Final = 3
_GZIP_LEVEL: Final = 4
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_CODING: Final = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?")


def accepted_encoding(accept_encoding: str) -> Encoding | None:
    """Return the best encoding that an `Accept-Encoding` allows; None to send plain bytes.

    Of equal weights `br` goes first: it is smaller. What has the weight 0 is refused (RFC 9110,
    12.5.3).
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.split(","):
        found = _CODING.fullmatch(part)
        if found:
            weights[found[1].lower()] = _weight(found[2])
    rest = weights.get("*", 0.0)
    choices: tuple[Encoding, ...] = ("br", "gzip")
    best = max(choices, key=lambda name: weights.get(name, rest))
    return best if weights.get(best, rest) > 0 else None


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0


def compressed(body: bytes, encoding: Encoding) -> bytes:
    """Return a body in an encoding; the same bytes for the same body."""
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY))
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(body) + packer.flush()
