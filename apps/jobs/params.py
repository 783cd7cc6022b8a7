"""The digest by which equal parameters are found."""

from hashlib import sha256

import orjson


def digest(params: object) -> str:
    """Return the digest of plain parameters, whatever the order of their names."""
    return sha256(orjson.dumps(params, option=orjson.OPT_SORT_KEYS)).hexdigest()
