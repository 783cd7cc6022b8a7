"""Routes of this app."""

from django.urls import path

from apps.streaming.views import StreamStateView

urlpatterns = [
    path("stream/state", StreamStateView.as_view(), name="stream-state"),
]
