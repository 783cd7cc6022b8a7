"""Fields of requests that more than one app needs."""

from math import isfinite
from typing import Any

from rest_framework import serializers
from typing_extensions import override


class NumberField(serializers.FloatField):
    """A finite number; the framework's takes "nan", which then passes every limit."""

    @override
    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if not isfinite(value):
            self.fail("invalid")
        return value
