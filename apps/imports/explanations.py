"""Uploads as documents that "Why this number?" can read."""

from collections.abc import Mapping
from typing import Final

from apps.core import explanations
from apps.core.clock import now, utc_iso
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.imports.selectors import uploaded_answer, uploaded_rows
from apps.instruments.serializers import SymbolQuerySerializer

_DAYS: Final = ("first_bar", "last_bar")


def connect() -> None:
    """Register the document."""
    explanations.register("market.upload", upload)


def upload(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return what is kept of an instrument of one's own."""
    symbol = asked(SymbolQuerySerializer, params)["symbol"]
    row = uploaded_rows(user_id=user_id).filter(symbol=symbol).first()
    if row is None:
        raise NotFoundError(f"You have uploaded no {symbol}.", code="unknown_symbol")
    document = plain(uploaded_answer(row))
    days = {name: document[name] and f"{document[name]}T00:00:00Z" for name in _DAYS}
    return Shown(
        document | days, f"Rows kept of your file for {symbol}", document["source"],
        days["last_bar"] or utc_iso(now()), max(1, document["bars"]),
    )  # fmt: skip
