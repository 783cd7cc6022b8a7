"""Routes of this app."""

from django.urls import path

from apps.forecasts.exports import LedgerExportView
from apps.forecasts.views import (
    LeaderboardView,
    LedgerView,
    PredictionView,
    RecordView,
    TrainView,
)

urlpatterns = [
    path("prediction", PredictionView.as_view(), name="prediction"),
    path("forecasts/train", TrainView.as_view(), name="forecasts-train"),
    path("forecasts/leaderboard", LeaderboardView.as_view(), name="forecasts-leaderboard"),
    path("forecasts/record", RecordView.as_view(), name="forecasts-record"),
    path("forecasts/ledger", LedgerView.as_view(), name="forecasts-ledger"),
    path("exports/ledger", LedgerExportView.as_view(), name="export-ledger"),
]
