"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class AccountsConfig(AppConfig):
    """Who uses the product, and how they prove it."""

    name = "apps.accounts"
    label = "accounts"

    @override
    def ready(self) -> None:
        from apps.accounts import wiring  # noqa: PLC0415  apps are loaded only now

        wiring.connect()
