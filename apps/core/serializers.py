"""Shapes of the health answers."""

from rest_framework import serializers


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
