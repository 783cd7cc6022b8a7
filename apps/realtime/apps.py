"""Application configuration."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """What is pushed to screens, and the sockets that push it."""

    name = "apps.realtime"
    label = "realtime"
