"""Routes of this app."""

urlpatterns: list[object] = []
