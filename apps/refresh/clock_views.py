"""Routes of the market clock."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import override

from apps.accounts.permissions import person
from apps.accounts.provider_keys import require_owner
from apps.core.web.bodies import body_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.scopes import scopes
from apps.realtime.publish import publish
from apps.refresh.answers import MarketClock
from apps.refresh.replay.clock import (
    clock_moved,
    clock_seek,
    clock_set,
    clock_step,
    market_clock,
)
from apps.refresh.serializers import ClockSetSerializer

PLAYING = {"play": True, "pause": False}


class MarketClockView(IdempotentPostMixin):
    """Until when the market is known."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(responses=MarketClock)
    def get(self, request: Request) -> Response:
        """Return the market clock: live, or where its replay stands."""
        return Response(market_clock())

    @extend_schema(request=ClockSetSerializer, responses=MarketClock)
    @override
    def post(self, request: Request) -> Response:
        """Play, pause or step the replay, change its speed or go to a date; the owner alone.

        A step and a date take a moment: the answer says what the market waits for.
        """
        require_owner(user=person(request))
        asked = body_of(ClockSetSerializer, request).validated_data
        return self.settled(lambda: _set(asked))


def _set(asked: Mapping[str, Any]) -> Response:
    action = asked["action"]
    clock_set(playing=PLAYING.get(action), seconds_per_session=asked.get("seconds_per_session"))
    if action == "step":
        clock_step()
    elif action == "seek":
        clock_seek(asked["to"])
    publish(clock_moved())
    return Response(market_clock())
