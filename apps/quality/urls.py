"""Routes of data health."""

from django.urls import path

from apps.quality.twin_views import AlignmentRunView, AlignmentsView
from apps.quality.views import (
    CheckView,
    DismissView,
    FindingsView,
    FindingView,
    HealthView,
    ReopenView,
    RepairView,
    UndoView,
)
from apps.quality.why_views import MeasuresView, WhyView

urlpatterns = [
    path("quality/health", HealthView.as_view(), name="quality-health"),
    path("quality/checks", CheckView.as_view(), name="quality-checks"),
    path("quality/findings", FindingsView.as_view(), name="findings"),
    path("quality/findings/<int:finding_id>", FindingView.as_view(), name="finding"),
    path("quality/findings/<int:finding_id>/repair", RepairView.as_view(), name="finding-repair"),
    path("quality/findings/<int:finding_id>/undo", UndoView.as_view(), name="finding-undo"),
    path(
        "quality/findings/<int:finding_id>/dismiss", DismissView.as_view(), name="finding-dismiss"
    ),
    path("quality/findings/<int:finding_id>/reopen", ReopenView.as_view(), name="finding-reopen"),
    path("quality/measures", MeasuresView.as_view(), name="quality-measures"),
    path("quality/measures/<str:measure_id>", WhyView.as_view(), name="quality-why"),
    path("quality/alignment", AlignmentsView.as_view(), name="quality-alignments"),
    path("quality/alignment/<int:run_id>", AlignmentRunView.as_view(), name="quality-alignment"),
]
