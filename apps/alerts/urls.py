"""Routes of alerts."""

from django.urls import path

from apps.alerts.views import (
    AcknowledgeView,
    EventListView,
    RuleListView,
    RuleView,
    WebhookSecretView,
)

urlpatterns = [
    path("alerts/rules", RuleListView.as_view(), name="alert-rules"),
    path("alerts/rules/<int:rule_id>", RuleView.as_view(), name="alert-rule"),
    path("alerts/events", EventListView.as_view(), name="alert-events"),
    path(
        "alerts/events/<int:event_id>/acknowledge",
        AcknowledgeView.as_view(),
        name="alert-acknowledge",
    ),
    path("alerts/webhook-secret", WebhookSecretView.as_view(), name="alert-webhook-secret"),
]
