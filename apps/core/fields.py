"""Fields of requests that more than one app needs."""

import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any, Final
from zoneinfo import available_timezones

from django.core.validators import MaxLengthValidator, MinLengthValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from typing_extensions import override

from apps.core.currencies import (
    KNOWN,
    PARTS,
    UnknownCurrencyError,
    currency_parse,
    unit_parse,
)

# Of the ways to write a part of a currency the first one: GBX and GBp are both usual, GBx is not.
_WRITTEN_PARTS: Final = ("GBp", "GBX", "ILA", "ZAc", "USX", "USc", "EUX", "EUc", "KWF")
WALL_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"


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


class NumbersField(serializers.DictField):
    """Numbers by name, such as weights by symbol; the greatest number is described and enforced."""

    def __init__(
        self, *, child: serializers.FloatField, least: int = 0, most: int, **kwargs: Any
    ) -> None:
        super().__init__(child=child, **kwargs)
        self.validators += [
            MinLengthValidator(least, f"At least {least} must be given."),
            MaxLengthValidator(most, f"At most {most} are taken."),
        ]


class _CodeField(serializers.ChoiceField):
    """A code as the document lists it; other spellings are refused with the code they mean."""

    def __init__(self, codes: Iterable[str], meaning: Callable[[str], str], **kwargs: Any) -> None:
        self._meaning = meaning
        super().__init__(choices=list(codes), **kwargs)

    @override
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        if data not in self.choices and data != "":
            error = UnknownCurrencyError(str(data), self._meant(str(data)))
            raise serializers.ValidationError(f"{error}.")
        return super().to_internal_value(data)

    def _meant(self, text: str) -> str:
        try:
            return self._meaning(text)
        except UnknownCurrencyError as error:
            return error.nearest


class CurrencyField(_CodeField):
    """The code of a whole currency, such as USD; any other text is refused with the nearest."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(sorted(KNOWN), currency_parse, **kwargs)


class QuotedUnitField(_CodeField):
    """What prices are quoted in: a currency, or a part of one such as GBp, GBX, ZAc or ILA."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([*sorted(KNOWN), *_WRITTEN_PARTS], _written_unit, **kwargs)


def _written_unit(text: str) -> str:
    """Return the usual code of a quoted unit: GBX for gbx, ILA for ILa, USD for usd."""
    unit = unit_parse(text)
    if unit.divisor == 1.0:
        return unit.currency
    same = [code for code in _WRITTEN_PARTS if PARTS[code] == (unit.currency, unit.divisor)]
    return text.upper() if text.upper() in same else same[0]


@extend_schema_field({"type": "string", "pattern": f"^{WALL_CLOCK}$"})
class WallTimeField(serializers.TimeField):
    """A time of day on the person's own clock; `format: time` would demand a zone."""

    @override
    def to_internal_value(self, value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(WALL_CLOCK, value):
            self.fail("invalid", format="hh:mm[:ss[.uuuuuu]]")
        return super().to_internal_value(value)


@extend_schema_field(
    {"type": "string", "format": "iana-time-zone", "minLength": 1, "maxLength": 64}
)
class TimeZoneField(serializers.CharField):
    """The name of a time zone in the IANA database, such as Europe/Zurich."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 64, "trim_whitespace": False} | kwargs))

    @override
    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name and name not in available_timezones():
            raise serializers.ValidationError(
                "Not an IANA time zone; write it like Europe/Zurich or UTC."
            )
        return name
