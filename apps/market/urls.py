"""Routes of this app."""

from django.urls import path

from apps.market.stream_views import StreamStateView
from apps.market.views import (
    HistoryView,
    InstrumentListView,
    InstrumentView,
    PriceView,
    ProvenanceView,
    WatchlistListView,
    WatchlistView,
)

urlpatterns = [
    path("instruments", InstrumentListView.as_view(), name="instruments"),
    path("instruments/<str:symbol>", InstrumentView.as_view(), name="instrument"),
    path("price", PriceView.as_view(), name="price"),
    path("history", HistoryView.as_view(), name="history"),
    path("watchlists", WatchlistListView.as_view(), name="watchlists"),
    path("watchlists/<int:watchlist_id>", WatchlistView.as_view(), name="watchlist"),
    path("stream/state", StreamStateView.as_view(), name="stream-state"),
    path("demo/provenance", ProvenanceView.as_view(), name="demo-provenance"),
]
