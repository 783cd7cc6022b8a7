"""Routes of this app."""

from django.urls import path

from apps.imports.views import UploadBarsView, UploadListView, UploadPreviewView, UploadView

urlpatterns = [
    path("uploads", UploadListView.as_view(), name="uploads"),
    path("uploads/bars", UploadBarsView.as_view(), name="upload-bars"),
    path("uploads/preview", UploadPreviewView.as_view(), name="upload-preview"),
    path("uploads/<str:symbol>", UploadView.as_view(), name="upload"),
]
