"""Shapes of the market's answers and of what people send."""

from typing import Any

from rest_framework import serializers

from apps.core.clock import microseconds_iso
from apps.core.fields import CurrencyField
from apps.instruments.intervals import INTERVALS, PERIODS, finest_interval
from apps.instruments.types import Instrument, Quote, WatchlistInfo
from apps.instruments.wire.fields import MomentField
from apps.instruments.wire.queries import MAX_SYMBOL

_CLASSES = ("stock", "index", "etf", "commodity", "crypto", "other")
_FRESHNESS = ("live", "delayed", "stale", "demo")
MAX_SYMBOLS = 200


class InstrumentSerializer(serializers.Serializer[object]):
    """Something with a price."""

    symbol = serializers.CharField()
    name = serializers.CharField()
    asset_class = serializers.ChoiceField(choices=_CLASSES)
    exchange = serializers.CharField()
    currency = serializers.CharField()
    calendar = serializers.CharField(help_text="Exchange calendar (MIC), or 24/7.")
    source = serializers.CharField()  # type: ignore[assignment]  # the contract's word
    first_bar = serializers.DateField(allow_null=True, help_text="Of the daily history.")
    last_bar = serializers.DateField(allow_null=True, help_text="Of the daily history.")
    has_ohlc = serializers.BooleanField(help_text="Whether candles are real, not closes alone.")
    simulated = serializers.BooleanField(help_text="Whether all of its prices are made up.")
    intraday_source = serializers.CharField(
        allow_null=True, help_text="Venue of its intraday bars; null when there are none."
    )
    intraday_simulated = serializers.BooleanField()
    finest_interval = serializers.ChoiceField(
        choices=INTERVALS, allow_null=True,
        help_text="Shortest bars of an uploaded instrument; null for the others.",
    )  # fmt: skip
    private = serializers.BooleanField(help_text="Whether it is yours alone.")


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


class QuoteSerializer(serializers.Serializer[object]):
    """The present price."""

    symbol = serializers.CharField()
    price = serializers.FloatField()
    previous_close = serializers.FloatField(
        allow_null=True,
        help_text=(
            "Last real daily close before the price; on a market without daily bars the price "
            "24 hours ago, or the first one held."
        ),
    )
    change = serializers.FloatField(allow_null=True)
    change_percent = serializers.FloatField(
        allow_null=True, help_text="A decimal fraction of the previous close: 0.01 is one per cent."
    )
    timestamp = serializers.DateTimeField()
    source = serializers.CharField()  # type: ignore[assignment]  # the contract's word
    freshness = serializers.ChoiceField(choices=_FRESHNESS)
    simulated = serializers.BooleanField()
    currency = serializers.CharField()


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


class WatchlistSerializer(serializers.Serializer[object]):
    """A person's ordered list of symbols."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    symbols = serializers.ListField(child=serializers.CharField())
    is_default = serializers.BooleanField()


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


def instrument_data(instrument: Instrument) -> dict[str, Any]:
    """Return an instrument as it is answered."""
    return {
        "symbol": instrument.symbol,
        "name": instrument.name,
        "asset_class": instrument.asset_class,
        "exchange": instrument.exchange,
        "currency": instrument.currency,
        "calendar": instrument.calendar,
        "source": instrument.source,
        "first_bar": instrument.first_bar,
        "last_bar": instrument.last_bar,
        "has_ohlc": instrument.has_ohlc,
        "simulated": instrument.simulated,
        "intraday_source": instrument.intraday_source or None,
        "intraday_simulated": instrument.intraday_simulated,
        "finest_interval": finest_interval(instrument.resolution_s),
        "private": instrument.private,
    }


def quote_data(quote: Quote) -> dict[str, Any]:
    """Return a price as it is answered and pushed."""
    return {
        "symbol": quote.symbol,
        "price": quote.price,
        "previous_close": quote.previous_close,
        "change": quote.change,
        "change_percent": quote.change_percent,
        "timestamp": microseconds_iso(quote.timestamp_us),
        "source": quote.source,
        "freshness": quote.freshness,
        "simulated": quote.simulated,
        "currency": quote.currency,
    }


def watchlist_data(watchlist: WatchlistInfo) -> dict[str, Any]:
    """Return a watchlist as it is answered."""
    return {
        "id": watchlist.id,
        "name": watchlist.name,
        "symbols": watchlist.symbols,
        "is_default": watchlist.is_default,
    }
