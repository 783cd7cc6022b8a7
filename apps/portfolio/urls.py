"""Routes of this app."""

from django.urls import path

from apps.portfolio.views import OptimizationListView, OptimizationView, OptimizeView

urlpatterns = [
    path("portfolio/optimize", OptimizeView.as_view(), name="portfolio-optimize"),
    path("portfolio/optimizations", OptimizationListView.as_view(), name="optimizations"),
    path("portfolio/optimizations/<uuid:run_id>", OptimizationView.as_view(), name="optimization"),
]
