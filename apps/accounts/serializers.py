"""Shapes of the account routes."""

from typing import Any

from rest_framework import serializers

from apps.accounts.models import DisplaySettings
from apps.core.fields import TimeZoneField


class MetaSerializer(serializers.Serializer[Any]):
    """What the sign-in page must know before anyone has signed in."""

    mode = serializers.ChoiceField(choices=["demo", "live"])
    version = serializers.CharField()
    demo_login = serializers.BooleanField()
    signup_open = serializers.BooleanField()
    password_min_length = serializers.IntegerField(
        help_text="Characters that a new password needs at least."
    )
    venue_simulated = serializers.BooleanField()
    mail_problem = serializers.CharField(
        allow_null=True, help_text="Why no e-mail can be sent and what to do; null when it can be."
    )


class MeSerializer(serializers.Serializer[Any]):
    """The person signed in."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    email = serializers.CharField()
    is_demo = serializers.BooleanField()


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


class TokenSerializer(serializers.Serializer[Any]):
    """A personal token without its secret."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(choices=["read", "write"])
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class TokenCreateSerializer(serializers.Serializer[Any]):
    """What a new token needs."""

    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=["read", "write"], default="read")


class NewTokenSerializer(TokenSerializer):
    """A token at its making."""

    token = serializers.CharField(help_text="Shown this one time; only its hash is stored.")


class TicketSerializer(serializers.Serializer[Any]):
    """A one-time socket ticket."""

    ticket = serializers.CharField()
    expires_at = serializers.DateTimeField()
