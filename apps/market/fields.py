"""Fields of requests about a span of bars."""

from typing import Any

from rest_framework import serializers
from typing_extensions import override

from apps.market.queries import moment_us


class MomentField(serializers.CharField):
    """A date or a time with a zone, in microseconds; as an end a date is included as a whole."""

    def __init__(self, *, whole_day: bool = False, **kwargs: Any) -> None:
        self.whole_day = whole_day
        day = "Date (included)" if whole_day else "Date"
        super().__init__(help_text=f"{day} or time{' (excluded)' * whole_day}.", **kwargs)

    @override
    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            return moment_us(text, whole_day=self.whole_day)
        except ValueError as error:
            raise serializers.ValidationError(f"It {error}") from error
