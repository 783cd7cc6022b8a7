"""How the live feed does: the badge of the screens, and numbers for operators."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.clock import microseconds_iso
from apps.core.web.scopes import scopes
from apps.streaming.state import StreamState, stream_state

_TIMES = ("started", "updated", "last_tick", "last_error")


class StreamStateSerializer(serializers.Serializer[Any]):
    """The stream process as it last reported; counts are since it started."""

    venue = serializers.CharField(help_text="`simulator`, `binance`, or empty before any report.")
    simulated = serializers.BooleanField()
    running = serializers.BooleanField(help_text="It reported within the last ten seconds.")
    connected = serializers.BooleanField()
    symbols = serializers.IntegerField()
    started_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField(allow_null=True)
    last_tick_at = serializers.DateTimeField(allow_null=True)
    lag_ms = serializers.FloatField(
        allow_null=True, help_text="How long the newest trade was on its way."
    )
    ticks_per_second = serializers.FloatField()
    received = serializers.IntegerField()
    stored = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    gaps_found = serializers.IntegerField()
    gaps_filled = serializers.IntegerField()
    ticks_filled = serializers.IntegerField()
    ticks_missing = serializers.IntegerField()
    malformed = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    quarantined_by = serializers.DictField(child=serializers.IntegerField())
    reconnects = serializers.IntegerField()
    writer_errors = serializers.IntegerField()
    problem = serializers.CharField(help_text="What is wrong now, in a sentence, or empty.")
    last_error = serializers.CharField(help_text="What was wrong last, or empty.")
    last_error_at = serializers.DateTimeField(allow_null=True)


def stream_state_data(state: StreamState) -> dict[str, Any]:
    """Return the state as the route answers it."""
    values = asdict(state)
    for name in _TIMES:
        moment = values.pop(f"{name}_us")
        values[f"{name}_at"] = microseconds_iso(moment) if moment else None
    return values


class StreamStateView(APIView):
    """The live feed's state."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=StreamStateSerializer)
    def get(self, request: Request) -> Response:
        """Return the state of the live feed; `running` is false when it has not reported."""
        return Response(stream_state_data(stream_state()))
