"""Routes of this app."""

from django.urls import path

from apps.instruments.http.action_views import InstrumentActionsView
from apps.instruments.http.exports import BarsExportView
from apps.instruments.views import (
    HistoryView,
    PriceView,
    ProvenanceView,
    WatchlistListView,
    WatchlistView,
)

urlpatterns = [
    path(
        "instruments/<str:symbol>/actions",
        InstrumentActionsView.as_view(),
        name="instrument-actions",
    ),
    path("price", PriceView.as_view(), name="price"),
    path("history", HistoryView.as_view(), name="history"),
    path("watchlists", WatchlistListView.as_view(), name="watchlists"),
    path("watchlists/<int:watchlist_id>", WatchlistView.as_view(), name="watchlist"),
    path("demo/provenance", ProvenanceView.as_view(), name="demo-provenance"),
    path("exports/bars", BarsExportView.as_view(), name="export-bars"),
]
