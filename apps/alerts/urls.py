"""Routes of alerts."""

from django.urls import path

from apps.alerts.views import (
    AcknowledgeView,
    EventListView,
    RuleListView,
    RulePreviewView,
    RuleView,
    WebhookSecretView,
)

urlpatterns = [
    path("alerts/rules", RuleListView.as_view(), name="alert-rules"),
    path("alerts/rules/<int:rule_id>", RuleView.as_view(), name="alert-rule"),
    path("alerts/rules/preview", RulePreviewView.as_view(), name="alert-rule-preview"),
    path("alerts/events", EventListView.as_view(), name="alert-events"),
    path(
        "alerts/events/<int:event_id>/acknowledge",
        AcknowledgeView.as_view(),
        name="alert-acknowledge",
    ),
    path("alerts/webhook-secret", WebhookSecretView.as_view(), name="alert-webhook-secret"),
]
