"""Parameters and results as plain JSON, and the digest that tells equal parameters."""

from hashlib import sha256
from typing import Any

import orjson

from apps.core.json import dumps


def plain(value: dict[str, Any]) -> dict[str, Any]:
    """Return a value as JSON has it: numpy as lists, times as text, NaN as null."""
    found: dict[str, Any] = orjson.loads(dumps(value))
    return found


def digest(params: dict[str, Any]) -> str:
    """Return the digest of plain parameters, whatever the order of their names."""
    return sha256(orjson.dumps(params, option=orjson.OPT_SORT_KEYS)).hexdigest()
