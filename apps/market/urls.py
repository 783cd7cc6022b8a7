"""Routes of this app."""

from django.urls import path

from apps.market.exports import BarsExportView
from apps.market.provider_views import ProviderKeyView, ProviderListView, ProviderTestView
from apps.market.stream_views import StreamStateView
from apps.market.upload_views import (
    UploadBarsView,
    UploadListView,
    UploadPreviewView,
    UploadView,
)
from apps.market.vendor_views import (
    FeedHealthView,
    InstrumentActionsView,
    InstrumentRefreshView,
    InstrumentSearchView,
    StarterView,
)
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
    path("instruments/search", InstrumentSearchView.as_view(), name="instrument-search"),
    path("instruments/starter", StarterView.as_view(), name="instrument-starter"),
    path("instruments/<str:symbol>", InstrumentView.as_view(), name="instrument"),
    path(
        "instruments/<str:symbol>/refresh",
        InstrumentRefreshView.as_view(),
        name="instrument-refresh",
    ),
    path(
        "instruments/<str:symbol>/actions",
        InstrumentActionsView.as_view(),
        name="instrument-actions",
    ),
    path("price", PriceView.as_view(), name="price"),
    path("history", HistoryView.as_view(), name="history"),
    path("watchlists", WatchlistListView.as_view(), name="watchlists"),
    path("watchlists/<int:watchlist_id>", WatchlistView.as_view(), name="watchlist"),
    path("feeds/health", FeedHealthView.as_view(), name="feed-health"),
    path("settings/providers", ProviderListView.as_view(), name="providers"),
    path("settings/providers/<str:name>/key", ProviderKeyView.as_view(), name="provider-key"),
    path("settings/providers/<str:name>/test", ProviderTestView.as_view(), name="provider-test"),
    path("uploads", UploadListView.as_view(), name="uploads"),
    path("uploads/bars", UploadBarsView.as_view(), name="upload-bars"),
    path("uploads/preview", UploadPreviewView.as_view(), name="upload-preview"),
    path("uploads/<str:symbol>", UploadView.as_view(), name="upload"),
    path("stream/state", StreamStateView.as_view(), name="stream-state"),
    path("demo/provenance", ProvenanceView.as_view(), name="demo-provenance"),
    path("exports/bars", BarsExportView.as_view(), name="export-bars"),
]
