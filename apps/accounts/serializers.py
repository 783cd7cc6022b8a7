"""What the account routes take, and the display settings that they send as well."""

from typing import Any, get_args

from rest_framework import serializers

from apps.accounts.answers import Scope
from apps.accounts.models import DisplaySettings
from apps.core.fields import TimeZoneField


class DisplaySettingsSerializer(serializers.ModelSerializer[DisplaySettings]):
    """How one person wants to see the screens."""

    theme = serializers.ChoiceField(choices=["dark", "light", "system"], required=False)
    palette = serializers.ChoiceField(choices=["blue_orange", "red_green"], required=False)
    timezone = TimeZoneField(required=False)
    locale = serializers.RegexField(
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=16, required=False
    )

    class Meta:
        model = DisplaySettings
        fields = ("theme", "palette", "locale", "timezone", "hide_balances")


class TokenCreateSerializer(serializers.Serializer[Any]):
    """What a new token needs."""

    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=get_args(Scope), default="read")
