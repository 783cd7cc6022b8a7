"""What may be asked about providers: search and adding."""

from rest_framework import serializers

from apps.instruments.wire.fields import ProviderSymbolField


class SearchQuerySerializer(serializers.Serializer[object]):
    """What is looked for."""

    q = serializers.CharField(min_length=1, max_length=60, help_text="Part of a symbol or name.")


class InstrumentAddSerializer(serializers.Serializer[object]):
    """What to add."""

    symbol = ProviderSymbolField()
    provider = serializers.CharField(
        max_length=32, required=False, default="", allow_blank=True,
        help_text="The provider to ask first, as the search gave it.",
    )  # fmt: skip
