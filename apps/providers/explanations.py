"""Providers as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import now, utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.providers.selectors import provider_known, provider_statuses


class ProviderQuery(serializers.Serializer[object]):
    """Which provider."""

    row = serializers.CharField(max_length=40)


def connect() -> None:
    """Register the document."""
    explanations.register("market.provider", provider)


def provider(_user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the budget of calls of one data provider."""
    name = provider_known(asked(ProviderQuery, params)["row"])
    found = next(status for status in provider_statuses() if status.name == name)
    quotas = plain(found.quotas)
    document = {"title": found.title, "state": found.state, "quotas": quotas}
    return Shown(
        document, f"Calls to {found.title} in the running period", "this installation's budget",
        utc_iso(now()), len(quotas),
    )  # fmt: skip
