"""What a person's phone does: RFC 6238 with its defaults, written apart from the product's own."""

import hmac
import time
from base64 import b32decode
from typing import Final

PERIOD_S: Final = 30
_SPARE_S: Final = 5


def one_time_code(secret: str, at: float) -> str:
    """Return the six digits of a base32 secret at a moment in seconds since 1970."""
    counter = int(at // PERIOD_S).to_bytes(8, "big")
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


_typed: set[tuple[str, str]] = set()


def code_to_type(secret: str) -> str:
    """Return a code that stays good long enough to be typed and was not typed before.

    It waits for the next one if need be, as a person has to.
    """
    while True:
        left = PERIOD_S - time.time() % PERIOD_S
        code = one_time_code(secret, time.time())
        if left >= _SPARE_S and (secret, code) not in _typed:
            _typed.add((secret, code))
            return code
        time.sleep(left)
