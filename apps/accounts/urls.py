"""Account routes beside allauth's own."""

from django.urls import path

import apps.accounts.schema.openapi  # noqa: F401  registers itself, where there are routes to describe
from apps.accounts.installation.mail_views import MailSettingsView, MailTestView
from apps.accounts.installation.setup_views import SetupView
from apps.accounts.views import (
    DisplaySettingsView,
    MetaView,
    MeView,
    TicketView,
    TokenDetailView,
    TokenListView,
)

urlpatterns = [
    path("meta", MetaView.as_view(), name="meta"),
    path("me", MeView.as_view(), name="me"),
    path("me/settings", DisplaySettingsView.as_view(), name="display-settings"),
    path("settings/mail", MailSettingsView.as_view(), name="mail-settings"),
    path("settings/mail/test", MailTestView.as_view(), name="mail-test"),
    path("setup", SetupView.as_view(), name="setup"),
    path("tokens", TokenListView.as_view(), name="tokens"),
    path("tokens/<int:token_id>", TokenDetailView.as_view(), name="token"),
    path("ws-ticket", TicketView.as_view(), name="ws-ticket"),
]
