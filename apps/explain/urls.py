"""Routes of this app."""

from django.urls import path

from apps.explain.cross_check.views import AlignmentRunView, AlignmentsView
from apps.explain.health_views import HealthPageView
from apps.explain.why.views import MeasuresView, WhyView

urlpatterns = [
    path("quality/health", HealthPageView.as_view(), name="quality-health"),
    path("quality/measures", MeasuresView.as_view(), name="quality-measures"),
    path("quality/measures/<str:measure_id>", WhyView.as_view(), name="quality-why"),
    path("quality/alignment", AlignmentsView.as_view(), name="quality-alignments"),
    path("quality/alignment/<int:run_id>", AlignmentRunView.as_view(), name="quality-alignment"),
]
