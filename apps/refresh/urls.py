"""Routes of this app."""

from django.urls import path

from apps.refresh.catalogue_views import InstrumentListView, InstrumentView
from apps.refresh.clock_views import MarketClockView
from apps.refresh.views import (
    FeedHealthView,
    InstrumentRefreshView,
    InstrumentSearchView,
    StarterView,
)

urlpatterns = [
    path("instruments", InstrumentListView.as_view(), name="instruments"),
    path("instruments/search", InstrumentSearchView.as_view(), name="instrument-search"),
    path("instruments/starter", StarterView.as_view(), name="instrument-starter"),
    path("instruments/<str:symbol>", InstrumentView.as_view(), name="instrument"),
    path(
        "instruments/<str:symbol>/refresh",
        InstrumentRefreshView.as_view(),
        name="instrument-refresh",
    ),
    path("market/clock", MarketClockView.as_view(), name="market-clock"),
    path("feeds/health", FeedHealthView.as_view(), name="feed-health"),
]
