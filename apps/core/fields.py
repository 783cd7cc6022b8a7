"""Fields of requests that more than one app needs."""

from math import isfinite
from typing import Any

from rest_framework import serializers
from typing_extensions import override

from apps.core.currencies import UnknownCurrencyError, currency_parse, unit_parse


class NumberField(serializers.FloatField):
    """A finite number; the framework's takes "nan", which passes every limit, and true as 1."""

    @override
    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool):
            self.fail("invalid")
        value = super().to_internal_value(data)
        if not isfinite(value):
            self.fail("invalid")
        return value


class CurrencyField(serializers.CharField):
    """The code of a whole currency, such as USD; any other text is refused with the nearest."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 8} | kwargs))

    @override
    def to_internal_value(self, data: Any) -> str:
        try:
            return currency_parse(super().to_internal_value(data))
        except UnknownCurrencyError as error:
            raise serializers.ValidationError(f"{error}.") from error


class QuotedUnitField(serializers.CharField):
    """What prices are quoted in: a currency, or a part of one such as GBp, GBX, ZAc or ILA."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 8} | kwargs))

    @override
    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data).strip()
        try:
            unit = unit_parse(text)
        except UnknownCurrencyError as error:
            raise serializers.ValidationError(f"{error}.") from error
        return text if unit.divisor != 1.0 else unit.currency
