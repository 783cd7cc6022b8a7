"""Socket routes."""

from django.urls import URLPattern, path

from apps.realtime.consumer import StreamConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/stream", StreamConsumer.as_asgi())  # type: ignore[arg-type]  # Channels routes ASGI
]
