"""What the account routes take."""

from typing import Any, get_args

from rest_framework import serializers

from apps.accounts.answers import DisplayChanges, Palette, Scope, Theme
from apps.accounts.models import DisplaySettings
from apps.core.fields import TimeZoneField
from apps.core.typed.decoding import decode


class DisplaySettingsSerializer(serializers.ModelSerializer[DisplaySettings]):
    """What a person changes of how the screens look."""

    theme = serializers.ChoiceField(choices=get_args(Theme), required=False)
    palette = serializers.ChoiceField(choices=get_args(Palette), required=False)
    timezone = TimeZoneField(required=False)
    locale = serializers.RegexField(
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=16, required=False
    )

    class Meta:
        model = DisplaySettings
        fields = (
            "theme", "palette", "locale", "timezone", "hide_balances", "hide_setup", "tour_seen",
        )  # fmt: skip

    def asked(self) -> DisplayChanges:
        """Return what was sent."""
        return decode(DisplayChanges, self.validated_data)


class TokenCreateSerializer(serializers.Serializer[Any]):
    """What a new token needs."""

    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=get_args(Scope), default="read")
