"""Routes of data health."""

from django.urls import path

from apps.quality.views import CheckView, HealthView

urlpatterns = [
    path("quality/health", HealthView.as_view(), name="quality-health"),
    path("quality/checks", CheckView.as_view(), name="quality-checks"),
]
