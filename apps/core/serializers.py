"""Shapes that several answers share."""

from rest_framework import serializers

from apps.core.typed.skipped import Skipped


class SkippedSymbolSerializer(serializers.Serializer[object]):
    """A symbol that was left out of an answer about several."""

    describes = Skipped

    symbol = serializers.CharField()
    reason = serializers.CharField(help_text="Why it cannot be used, and what would help.")


class LiveSerializer(serializers.Serializer[object]):
    """Liveness."""

    status = serializers.CharField()
    time = serializers.DateTimeField()


class PartSerializer(serializers.Serializer[object]):
    """One part of readiness."""

    ok = serializers.BooleanField()
    detail = serializers.CharField()
    essential = serializers.BooleanField()


class ReadySerializer(serializers.Serializer[object]):
    """Readiness with its parts."""

    status = serializers.ChoiceField(choices=["ready", "degraded", "unavailable"])
    parts = serializers.DictField(child=PartSerializer())
