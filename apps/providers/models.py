"""How providers are called and how their last calls went."""

from django.db import models
from typing_extensions import override


class ProviderCalls(models.Model):
    """When a provider was called, so that all processes together keep within its limits."""

    provider = models.CharField(max_length=16, primary_key=True)
    moments_us = models.JSONField(default=list)

    class Meta:
        db_table = "market_provider_calls"

    @override
    def __str__(self) -> str:
        return self.provider


class ProviderState(models.Model):
    """How one provider's last calls went, whichever process made them."""

    provider = models.CharField(max_length=32, primary_key=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    # Of the last failure; empty once a call succeeded again.
    cause = models.TextField(blank=True, default="")
    fix = models.TextField(blank=True, default="")
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_provider_state"

    @override
    def __str__(self) -> str:
        return self.provider
