"""Routes of the first screen."""

from django.urls import path

from apps.home.views import HomeView, VisitView

urlpatterns = [
    path("home", HomeView.as_view(), name="home"),
    path("home/visit", VisitView.as_view(), name="home-visit"),
]
