"""Shapes of what has to do with vendors: search, adding, refresh, actions, feeds."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from apps.instruments.serializers import InstrumentSerializer
from apps.instruments.types import FeedInfo
from apps.instruments.wire.fields import VendorSymbolField
from apps.jobs.serializers import JobSerializer

_CLASSES = ("stock", "index", "etf", "commodity", "crypto", "other")


class AttemptSerializer(serializers.Serializer[object]):
    """Why one vendor did not answer."""

    provider = serializers.CharField()
    cause = serializers.CharField()
    fix = serializers.CharField(allow_blank=True)
    retryable = serializers.BooleanField()
    retry_after_s = serializers.FloatField(allow_null=True)
    unknown_symbol = serializers.BooleanField()


class MatchSerializer(serializers.Serializer[object]):
    """One instrument that a vendor knows."""

    symbol = serializers.CharField()
    name = serializers.CharField()
    asset_class = serializers.ChoiceField(choices=_CLASSES)
    exchange = serializers.CharField(allow_blank=True)
    currency = serializers.CharField()
    provider = serializers.CharField(
        help_text="Who knows it; `here` for what needs no vendor: it is or was here."
    )
    added = serializers.BooleanField(help_text="Whether it is here already.")


class SearchQuerySerializer(serializers.Serializer[object]):
    """What is looked for."""

    q = serializers.CharField(min_length=1, max_length=60, help_text="Part of a symbol or name.")


class SearchSerializer(serializers.Serializer[object]):
    """What was found, and who could not be asked."""

    results = MatchSerializer(many=True)
    asked = serializers.ListField(child=serializers.CharField())
    tried = AttemptSerializer(many=True)


class InstrumentAddSerializer(serializers.Serializer[object]):
    """What to add."""

    symbol = VendorSymbolField()
    provider = serializers.CharField(
        max_length=32, required=False, default="", allow_blank=True,
        help_text="The vendor to ask first, as the search gave it.",
    )  # fmt: skip


class InstrumentAddedSerializer(serializers.Serializer[object]):
    """An instrument that is now here, and the job that fills it."""

    instrument = InstrumentSerializer()
    job = JobSerializer(allow_null=True)


class RefreshedSerializer(serializers.Serializer[object]):
    """What a refresh or backfill did."""

    asked = serializers.IntegerField(help_text="Instruments whose vendors were asked.")
    bars = serializers.DictField(
        child=serializers.IntegerField(), help_text="New or corrected bars by symbol."
    )
    providers = serializers.DictField(child=serializers.CharField())
    failed = serializers.DictField(child=serializers.CharField())
    resumes_at = serializers.DateTimeField(allow_null=True)


class FeedSerializer(serializers.Serializer[object]):
    """How an instrument's daily bars are kept up to date."""

    provider = serializers.CharField(allow_blank=True, help_text="Who answered the last time.")
    succeeded_at = serializers.DateTimeField(allow_null=True)
    failed_at = serializers.DateTimeField(allow_null=True)
    next_at = serializers.DateTimeField(help_text="When vendors are asked again.")
    cause = serializers.CharField(allow_blank=True, help_text="Why nobody answered; else empty.")
    tried = AttemptSerializer(many=True)


class InstrumentDetailSerializer(InstrumentSerializer):
    """Something with a price, and how it is kept up to date."""

    removed = serializers.BooleanField(help_text="It keeps its past and gets no more bars.")
    refreshable = serializers.BooleanField(help_text="Whether a vendor can be asked for new bars.")
    feed = FeedSerializer(allow_null=True)
    job_id = serializers.UUIDField(
        allow_null=True, help_text="The job that fetches its bars just now."
    )


class FeedHealthSerializer(serializers.Serializer[object]):
    """Whether what the screens show is as new as it should be."""

    mode = serializers.ChoiceField(choices=("demo", "live"))
    stale = serializers.BooleanField()
    cause = serializers.CharField(allow_blank=True)
    fix = serializers.CharField(allow_blank=True)
    retry_at = serializers.DateTimeField(allow_null=True)
    instruments = serializers.IntegerField(help_text="How many vendors keep up to date.")
    failing = serializers.IntegerField()


def feed_data(feed: FeedInfo | None) -> dict[str, Any] | None:
    """Return a feed as it is answered."""
    return None if feed is None else asdict(feed)
