"""Routes of this app."""

from django.urls import path

from apps.risk.exports import RiskExportView
from apps.risk.views import (
    BacktestView,
    CorrelationView,
    GarchView,
    PortfolioRiskView,
    RiskView,
)

urlpatterns = [
    path("risk", RiskView.as_view(), name="risk"),
    path("risk/correlation", CorrelationView.as_view(), name="risk-correlation"),
    path("risk/portfolio", PortfolioRiskView.as_view(), name="risk-portfolio"),
    path("risk/backtest", BacktestView.as_view(), name="risk-backtest"),
    path("risk/garch", GarchView.as_view(), name="risk-garch"),
    path("exports/risk", RiskExportView.as_view(), name="export-risk"),
]
