"""What may be asked about providers: search and adding."""

from typing import Any

from rest_framework import serializers
from typing_extensions import override

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


class ClockSetSerializer(serializers.Serializer[object]):
    """What the replay does next."""

    action = serializers.ChoiceField(choices=("play", "pause", "step", "seek"))
    to = serializers.DateField(
        required=False, help_text="The date to go to, for `seek`; back takes what came later away."
    )
    seconds_per_session = serializers.IntegerField(
        min_value=1, max_value=3_600, required=False, help_text="The speed from now on."
    )

    @override
    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["action"] == "seek") != ("to" in attrs):
            raise serializers.ValidationError({"to": "Goes with `seek`, and with nothing else."})
        return attrs
