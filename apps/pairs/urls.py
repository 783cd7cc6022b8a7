"""Routes of pairs."""

from django.urls import path

from apps.pairs.exports import PairsExportView
from apps.pairs.views import (
    AdfView,
    AnalyticsView,
    BacktestView,
    MonitorListView,
    MonitorView,
    ScanView,
)

urlpatterns = [
    path("pairs/analytics", AnalyticsView.as_view(), name="pair-analytics"),
    path("pairs/adf", AdfView.as_view(), name="pair-adf"),
    path("pairs/scan", ScanView.as_view(), name="pair-scan"),
    path("pairs/backtest", BacktestView.as_view(), name="pair-backtest"),
    path("pairs", MonitorListView.as_view(), name="pair-monitors"),
    path("pairs/<int:monitor_id>", MonitorView.as_view(), name="pair-monitor"),
    path("exports/pairs", PairsExportView.as_view(), name="export-pairs"),
]
