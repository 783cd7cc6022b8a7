"""Application configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who uses the product, and how they prove it."""

    name = "apps.accounts"
    label = "accounts"
