"""Fields of requests about a span of bars."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from typing_extensions import override

from apps.instruments.types import OWN_SYMBOL, PROVIDER_SYMBOL
from apps.instruments.wire.queries import MAX_SYMBOL, moment_us

_MOMENT: Final = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
}


@extend_schema_field(_MOMENT)
class MomentField(serializers.CharField):
    """A date or a time with a zone, in microseconds; as an end a date is included as a whole."""

    def __init__(self, *, whole_day: bool = False, **kwargs: Any) -> None:
        self.whole_day = whole_day
        day = "Date (included)" if whole_day else "Date"
        kwargs.setdefault("help_text", f"{day} or time{' (excluded)' * whole_day}.")
        super().__init__(**kwargs)

    @override
    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            return moment_us(text, whole_day=self.whole_day)
        except ValueError as error:
            raise serializers.ValidationError(f"It {error}") from error


class ProviderSymbolField(serializers.RegexField):
    """A symbol as providers write it; in any case."""

    def __init__(self, **kwargs: Any) -> None:
        says = f"It is letters, digits and . - = ^ _ only, at most {MAX_SYMBOL}, such as BRK.B."
        errors: dict[str, Any] = {"invalid": says, "max_length": says}
        super().__init__(
            f"^{PROVIDER_SYMBOL}$", max_length=MAX_SYMBOL, error_messages=errors, **kwargs
        )


class OwnSymbolField(serializers.RegexField):
    """A symbol that a person gives to prices of their own; in any case."""

    def __init__(self, **kwargs: Any) -> None:
        says = (
            f"It is 1 to {MAX_SYMBOL} letters, digits, points, hyphens or underscores, and begins "
            "with a letter or digit."
        )
        errors: dict[str, Any] = {"invalid": says, "max_length": says}
        super().__init__(f"^{OWN_SYMBOL}$", max_length=MAX_SYMBOL, error_messages=errors, **kwargs)
