"""Routes of this app."""

from django.urls import path

from apps.providers.views import ProviderKeyView, ProviderListView, ProviderTestView

urlpatterns = [
    path("settings/providers", ProviderListView.as_view(), name="providers"),
    path("settings/providers/<str:name>/key", ProviderKeyView.as_view(), name="provider-key"),
    path("settings/providers/<str:name>/test", ProviderTestView.as_view(), name="provider-test"),
]
