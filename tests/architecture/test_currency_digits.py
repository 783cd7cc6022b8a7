"""The front end shows as many digits of a currency as the server keeps for it."""

import re
from pathlib import Path

from apps.core.currencies import KNOWN

SOURCE = Path(__file__).parents[2] / "frontend/src/lib/format/money.ts"


def test_both_sides_have_the_same_minor_units() -> None:
    shown = {
        code: int(digits)
        for digits, codes in re.findall(r"\[(\d), '([A-Z ]+)'\]", SOURCE.read_text())
        for code in codes.split()
    }
    assert shown == {code: digits for code, digits in KNOWN.items() if digits != 2}
