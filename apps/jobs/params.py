"""The digest by which equal parameters are found."""

from datetime import datetime
from hashlib import sha256

import orjson

from apps.core.clock import utc_iso


def digest(params: object, as_of: datetime | None = None) -> str:
    """Return the digest of plain parameters, whatever the order of their names.

    The same question about another moment of the market is another question.
    """
    asked = params if as_of is None else [params, utc_iso(as_of)]
    return sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()
