"""Application configuration."""

from django.apps import AppConfig
from typing_extensions import override


class AccountsConfig(AppConfig):
    """Who uses the product, and how they prove it."""

    name = "apps.accounts"
    label = "accounts"

    @override
    def ready(self) -> None:
        import apps.accounts.openapi  # noqa: F401, PLC0415  registers itself once apps are loaded
        from apps.accounts import audit  # noqa: PLC0415  as above

        audit.connect()
