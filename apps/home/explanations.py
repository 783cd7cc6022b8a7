"""What changed, as a document that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import moment_of, utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.home.selectors.changes import changes_since
from apps.instruments.market_clock import market_now
from apps.instruments.selectors import instrument_get
from apps.instruments.wire.fields import MomentField
from apps.instruments.wire.queries import MAX_SYMBOL


class ChangeQuery(serializers.Serializer[object]):
    """Of which symbol, and since when."""

    symbol = serializers.CharField(max_length=MAX_SYMBOL)
    since = MomentField()


def connect() -> None:
    """Register the document."""
    explanations.register("home.changes", changes, answers_past=True)


def changes(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return what changed for one symbol."""
    question = asked(ChangeQuery, params)
    instrument = instrument_get(symbol=question["symbol"], user_id=user_id)
    found = changes_since(user_id=user_id, watched=[instrument], since=moment_of(question["since"]))
    return Shown(
        plain(found),
        f"Closed daily bars of {instrument.symbol} and the ledger of its forecasts",
        instrument.source,
        utc_iso(market_now()),
        sum(one.scored for one in found.outcomes) or 1,
    )
