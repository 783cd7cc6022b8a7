"""Routes of this app."""

from django.urls import path

from apps.data_quality.health_views import FindingsView, FindingView
from apps.data_quality.views import (
    CheckView,
    DismissView,
    ReopenView,
    RepairView,
    UndoView,
)

urlpatterns = [
    path("quality/checks", CheckView.as_view(), name="quality-checks"),
    path("quality/findings", FindingsView.as_view(), name="findings"),
    path("quality/findings/<int:finding_id>", FindingView.as_view(), name="finding"),
    path("quality/findings/<int:finding_id>/repair", RepairView.as_view(), name="finding-repair"),
    path("quality/findings/<int:finding_id>/undo", UndoView.as_view(), name="finding-undo"),
    path(
        "quality/findings/<int:finding_id>/dismiss", DismissView.as_view(), name="finding-dismiss"
    ),
    path("quality/findings/<int:finding_id>/reopen", ReopenView.as_view(), name="finding-reopen"),
]
