"""The peer of row 3: the same history by a ModelSerializer, the way a DRF tutorial writes it."""

from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.scopes import scopes
from apps.instruments.models import Bar


class BarSerializer(serializers.ModelSerializer[Bar]):
    """One bar."""

    class Meta:
        model = Bar
        fields = ("timestamp_us", "open", "high", "low", "close", "volume", "vwap", "settled")


class HistoryView(APIView):
    """Bars of one symbol, behind the product's own authentication."""

    token_scopes = scopes(get="read")

    def get(self, request: Request) -> Response:
        """Serialize each row."""
        symbol: Any = request.query_params["symbol"]
        bars = Bar.objects.filter(instrument__symbol=symbol, interval_s=86_400)
        bars = bars.order_by("timestamp_us")
        return Response({"symbol": symbol, "bars": BarSerializer(bars, many=True).data})


urlpatterns = [path("api/v1/history", HistoryView.as_view())]
