"""What the routes of data health may be asked."""

from typing import Any

from rest_framework import serializers

from apps.core.web.questions import QuestionSerializer
from apps.data_quality.types import FINDING_KINDS, INTERVALS, SEVERITIES, STATES, FindingQuestion


class CheckAskSerializer(serializers.Serializer[Any]):
    """Which instruments to check; all that the person sees when left out."""

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=500
    )


class FindingQuerySerializer(QuestionSerializer[FindingQuestion]):
    """What the list of findings may be narrowed to."""

    question = FindingQuestion

    state = serializers.ChoiceField(choices=STATES, required=False, default="")
    severity = serializers.ChoiceField(choices=SEVERITIES, required=False, default="")
    check = serializers.ChoiceField(choices=FINDING_KINDS, required=False, default="")
    symbol = serializers.CharField(max_length=40, required=False, default="")
    interval = serializers.ChoiceField(choices=INTERVALS, required=False, default="")


class DismissSerializer(serializers.Serializer[Any]):
    """Why a finding is dismissed."""

    reason = serializers.CharField(max_length=300)
