"""Routes of the feature pipeline."""

from django.urls import path

from apps.pipelines.exports import FeaturesExportView
from apps.pipelines.views import (
    AnomaliesView,
    FeatureRunListView,
    FeatureRunView,
    FeaturesView,
    PipelineOptionsView,
)

urlpatterns = [
    path("pipelines/features", FeatureRunListView.as_view(), name="feature-runs"),
    path("pipelines/features/options", PipelineOptionsView.as_view(), name="feature-options"),
    path("pipelines/features/<uuid:job_id>", FeatureRunView.as_view(), name="feature-run"),
    path("features/anomalies", AnomaliesView.as_view(), name="feature-anomalies"),
    path("exports/features", FeaturesExportView.as_view(), name="export-features"),
    path("features", FeaturesView.as_view(), name="features"),
]
