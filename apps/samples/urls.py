"""Routes of this app."""

from django.urls import path

from apps.samples.views import SamplesView

urlpatterns = [path("samples", SamplesView.as_view(), name="samples")]
