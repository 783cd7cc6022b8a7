"""Routes of health and metrics."""

from django.urls import path

from apps.core.views import LiveView, MetricsView, ReadyView

urlpatterns = [
    path("health/live", LiveView.as_view(), name="health-live"),
    path("health/ready", ReadyView.as_view(), name="health-ready"),
    path("metrics", MetricsView.as_view(), name="metrics"),
]
