"""Shapes of the market's answers and of what people send."""

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


class BarSerializer(serializers.Serializer[object]):
    """One bar."""

    timestamp = serializers.DateTimeField()
    open = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    close = serializers.FloatField()
    volume = serializers.FloatField(allow_null=True)
    vwap = serializers.FloatField(allow_null=True)
    settled = serializers.BooleanField(help_text="Whether the bar is final.")


class HistorySerializer(serializers.Serializer[object]):
    """Bars of one instrument, oldest first."""

    symbol = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    currency = serializers.CharField()
    adjusted = serializers.BooleanField()
    source = serializers.CharField()  # type: ignore[assignment]  # the contract's word
    simulated = serializers.BooleanField()
    close_only = serializers.BooleanField(
        help_text="Daily: only closes are known. Weekly, monthly: candles made of closes alone."
    )
    bars = BarSerializer(many=True)


class WatchlistWriteSerializer(serializers.Serializer[object]):
    """A watchlist as sent; the order of the symbols is kept, doubles are dropped."""

    name = serializers.CharField(max_length=60)
    symbols = serializers.ListField(
        child=serializers.CharField(max_length=32), max_length=MAX_SYMBOLS, default=list
    )


class DatasetSerializer(serializers.Serializer[object]):
    """One data set of the demo."""

    id = serializers.CharField()
    title = serializers.CharField()
    symbols = serializers.ListField(child=serializers.CharField())
    first = serializers.DateField()
    last = serializers.DateField()
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]  # the data's own word
    adjusted = serializers.BooleanField()
    changes = serializers.CharField()
    note = serializers.CharField(required=False)
    package = serializers.CharField()
    version = serializers.CharField()
    file = serializers.CharField()
    source = serializers.CharField()
    licence = serializers.CharField()
    licence_file = serializers.CharField()
    licence_text = serializers.CharField()
    url = serializers.CharField()
    caution = serializers.CharField()


class DecisionSerializer(serializers.Serializer[object]):
    """What was decided about the data, and why."""

    title = serializers.CharField()
    text = serializers.CharField()


class SimulatedSerializer(serializers.Serializer[object]):
    """Which prices are made up."""

    symbols = serializers.ListField(child=serializers.CharField())
    text = serializers.CharField()


class ProvenanceSerializer(serializers.Serializer[object]):
    """Where the demo's data come from."""

    version = serializers.CharField()
    made_by = serializers.CharField()
    packages = serializers.DictField(child=serializers.CharField())
    datasets = DatasetSerializer(many=True)
    decisions = DecisionSerializer(many=True)
    simulated = SimulatedSerializer()
