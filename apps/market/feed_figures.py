"""The live feed, vendors and uploads as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from rest_framework import serializers

from apps.core import figures
from apps.core.clock import microseconds_iso, now, utc_iso
from apps.core.errors import NotFoundError
from apps.core.figures import Shown, asked
from apps.market.selectors.providers import provider_known, provider_statuses
from apps.market.selectors.uploads import uploaded_data, uploaded_rows
from apps.market.serializers import SymbolQuerySerializer
from apps.market.stream_state import stream_state

_DAYS: Final = ("first_bar", "last_bar")


class VendorQuery(serializers.Serializer[object]):
    """Which vendor."""

    row = serializers.CharField(max_length=40)


def connect() -> None:
    """Register the documents."""
    figures.register("market.stream", feed)
    figures.register("market.provider", vendor)
    figures.register("market.upload", upload)


def feed(_user_id: int, _params: Mapping[str, str]) -> Shown:
    """Return how the live feed does."""
    state = stream_state()
    document = asdict(state)
    document["refused_by"] = ", ".join(f"{n} by {why}" for why, n in state.quarantined_by.items())
    document["started_at"] = microseconds_iso(state.started_us) if state.started_us else None
    as_of = microseconds_iso(state.updated_us) if state.updated_us else utc_iso(now())
    venue = state.venue or "no venue yet"
    return Shown(document, "The stream process' own counts", venue, as_of, state.received)


def vendor(_user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the budget of calls of one data provider."""
    name = provider_known(asked(VendorQuery, params)["row"])
    found = next(status for status in provider_statuses() if status.name == name)
    quotas = [asdict(quota) for quota in found.quotas]
    for quota in quotas:
        resets = quota["resets_at"]
        quota["resets_at"] = utc_iso(resets) if resets else None
    document = {"title": found.title, "state": found.state, "quotas": quotas}
    return Shown(
        document, f"Calls to {found.title} in the running period", "this installation's budget",
        utc_iso(now()), len(quotas),
    )  # fmt: skip


def upload(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return what is kept of an instrument of one's own."""
    symbol = asked(SymbolQuerySerializer, params)["symbol"]
    row = uploaded_rows(user_id=user_id).filter(symbol=symbol).first()
    if row is None:
        raise NotFoundError(f"You have uploaded no {symbol}.", code="unknown_symbol")
    document = uploaded_data(row)
    days = {name: document[name] and f"{document[name]}T00:00:00Z" for name in _DAYS}
    return Shown(
        document | days, f"Rows kept of your file for {symbol}", document["source"],
        days["last_bar"] or utc_iso(now()), max(1, document["bars"]),
    )  # fmt: skip
