"""What the list of jobs may be asked."""

from typing import get_args

from rest_framework import serializers

from apps.jobs.types import State


class JobFilterSerializer(serializers.Serializer[object]):
    """What a list may be narrowed to."""

    state = serializers.ChoiceField(choices=get_args(State), required=False, default="")
    kind = serializers.CharField(required=False, default="", max_length=64)
