"""Routes of pairs."""

from django.urls import path

from apps.pairs.views import AdfView, AnalyticsView

urlpatterns = [
    path("pairs/analytics", AnalyticsView.as_view(), name="pair-analytics"),
    path("pairs/adf", AdfView.as_view(), name="pair-adf"),
]
