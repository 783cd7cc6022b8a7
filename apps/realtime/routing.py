"""Socket routes."""

from django.urls import path

from apps.realtime.consumer import StreamConsumer

websocket_urlpatterns = [path("ws/v1/stream", StreamConsumer.as_asgi())]
