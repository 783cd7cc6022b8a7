"""What the market routes may be asked, and what people send."""

from typing import get_args

from rest_framework import serializers

from apps.core.fields import CurrencyField
from apps.instruments.intervals import INTERVALS, PERIODS
from apps.instruments.types import AssetClass
from apps.instruments.wire.fields import MomentField
from apps.instruments.wire.queries import MAX_SYMBOL

_CLASSES = get_args(AssetClass)
MAX_SYMBOLS = 200


class InstrumentFilterSerializer(serializers.Serializer[object]):
    """What the list may be narrowed to."""

    search = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=60,
        help_text="Part of a symbol or name; an exact symbol comes first.",
    )  # fmt: skip
    asset_class = serializers.ChoiceField(
        choices=_CLASSES, required=False, default="", allow_blank=True
    )
    currency = CurrencyField(
        required=False, default="", allow_blank=True, help_text="Of the prices, such as USD."
    )


class SymbolQuerySerializer(serializers.Serializer[object]):
    """Which instrument."""

    symbol = serializers.CharField(max_length=MAX_SYMBOL)


class HistoryQuerySerializer(SymbolQuerySerializer):
    """Which bars; `history_query_parse` reads them, at the same limits."""

    period = serializers.ChoiceField(
        choices=tuple(PERIODS), required=False, default="1y",
        help_text="Counted back from the last bar there is, not from today; `start` or `end` "
        "replace it.",
    )  # fmt: skip
    interval = serializers.ChoiceField(
        choices=INTERVALS, required=False, help_text="By default the one that fits the period."
    )
    start = MomentField(required=False)
    end = MomentField(required=False, whole_day=True)
    adjusted = serializers.BooleanField(required=False, default=True)


class WatchlistWriteSerializer(serializers.Serializer[object]):
    """A watchlist as sent; the order of the symbols is kept, doubles are dropped."""

    name = serializers.CharField(max_length=60)
    symbols = serializers.ListField(
        child=serializers.CharField(max_length=32), max_length=MAX_SYMBOLS, default=list
    )
