"""Shapes of the catalogue and of explanations."""

from typing import Any, Final

from rest_framework import serializers

from apps.explain.catalogue import Entry, catalogue
from apps.explain.catalogue.checks import CHECKS
from apps.explain.why.types import Explanation
from ml.measures.measure import UNITS

_TEXTS: Final = {
    "symbol": "Of one instrument.",
    "symbols": "Of several, with commas.",
    "weights": "Fixed weights as SYMBOL:weight, with commas.",
    "y": "First of a pair.",
    "x": "Second of a pair.",
    "period": "As the number's screen names it.",
    "interval": "Of bars.",
    "benchmark": "The market.",
    "confidence": "Of value at risk.",
    "method": "Way to the tail, or of the hedge.",
    "model": "Of a forecast or of volatility.",
    "distribution": "Of a volatility model's shocks.",
    "horizon": "Steps or days ahead.",
    "risk_free_rate": "A year.",
    "currency": "Into which prices are converted.",
    "window": "Bars of a rolling number.",
    "log": "Whether logs of prices are used.",
    "intercept": "Whether a hedge has one.",
    "threshold": "Of a pair's signal.",
    "entry": "z at which a rule enters.",
    "exit": "z at which it leaves.",
    "stop": "z at which it gives up.",
    "cost": "Of turning over the capital once.",
    "lags": "Of a unit-root test.",
    "start": "First moment.",
    "end": "Last moment.",
    "run": "Id of an optimisation or of an alignment.",
    "job": "Id of a job.",
    "id": "Id of a row.",
    "row": "Which row of a table: a symbol, a method, a level, a name.",
    "step": "Which step of a forecast.",
    "day": "Which moment of a series.",
    "kind": "Of an alert rule.",
    "symbol_x": "Second symbol of a rule on a pair.",
    "measure": "Of a rule on volatility.",
    "direction": "In which a rule's level is crossed.",
    "min_correlation": "Minimum correlation of a rule on a pair.",
    "repeat": "Whether a rule fires once or every time.",
    "cooldown_s": "Seconds between two firings.",
    "quiet_start": "When a rule's quiet hours begin.",
    "quiet_end": "When they end.",
}


class _TextField(serializers.CharField):
    def __init__(self, about: str) -> None:
        super().__init__(required=False, allow_blank=True, max_length=2_000, help_text=about)


WhyQuery = type(
    "WhyQuery",
    (serializers.Serializer,),
    {
        "__doc__": "Which figure: the parameters that its screen asks with.",
        **{name: _TextField(about) for name, about in _TEXTS.items()},
    },
)


class MeasureSerializer(serializers.Serializer[Any]):
    """A measure of the catalogue."""

    id = serializers.CharField()
    title = serializers.CharField()
    meaning = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=UNITS)
    sign = serializers.CharField()
    citation = serializers.CharField()
    function = serializers.CharField()
    second_engine = serializers.BooleanField()


class MeasureCatalogueSerializer(serializers.Serializer[Any]):
    """The whole catalogue, in one page."""

    results = MeasureSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class InputSerializer(serializers.Serializer[Any]):
    """One input with its value, a number or a text."""

    label = serializers.CharField()  # type: ignore[assignment]  # the answer's word
    value = serializers.JSONField()


class CodeSerializer(serializers.Serializer[Any]):
    """The code that computed it."""

    package = serializers.CharField()
    function = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the source file, its first 12 digits.")


class SecondSerializer(serializers.Serializer[Any]):
    """The second engine, or in `note` why there is none."""

    engine = serializers.CharField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    difference = serializers.FloatField(allow_null=True, help_text="First less second.")
    tolerance = serializers.FloatField(
        allow_null=True,
        help_text="Largest difference allowed, relative to the larger of both values.",
    )
    agrees = serializers.BooleanField(
        allow_null=True,
        help_text="Whether both are the same within the tolerance; null without a second engine.",
    )
    note = serializers.CharField(allow_blank=True)


class WhySerializer(serializers.Serializer[Any]):
    """A number and everything it came from."""

    measure = serializers.CharField()
    title = serializers.CharField()
    meaning = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=UNITS)
    sign = serializers.CharField()
    citation = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    currency = serializers.CharField(help_text="Of an amount or price; empty where none is known.")
    inputs = InputSerializer(many=True)
    source = serializers.CharField()  # type: ignore[assignment]  # the answer's word
    provider = serializers.CharField()
    as_of = serializers.DateTimeField()
    observations = serializers.IntegerField()
    code = CodeSerializer()
    second = SecondSerializer()
    link = serializers.CharField(help_text="Address that shows the number and this explanation.")


def measure_data(measure: Entry) -> dict[str, Any]:
    """Return a measure as it goes out."""
    names = ("id", "title", "meaning", "formula", "unit", "sign", "citation", "function")
    two = measure.cross_checked or measure.id in CHECKS
    return {name: getattr(measure, name) for name in names} | {"second_engine": two}


def catalogue_data() -> dict[str, Any]:
    """Return the whole catalogue as one page."""
    return {"results": [measure_data(one) for one in catalogue().values()], "next": None}


def why_data(found: Explanation) -> dict[str, Any]:
    """Return an explanation as it goes out."""
    measure, second, code = found.measure, found.second, found.code
    names = ("title", "meaning", "formula", "unit", "sign", "citation")
    both = isinstance(found.value, (int, float)) and second.value is not None
    return {
        "measure": measure.id,
        **{name: getattr(measure, name) for name in names},
        "value": found.value,
        "currency": found.currency,
        "inputs": [{"label": label, "value": value} for label, value in found.inputs],
        "source": found.source,
        "provider": found.provider,
        "as_of": found.as_of,
        "observations": found.observations,
        "code": {"package": code.package, "function": code.function, "digest": code.digest},
        "second": {
            "engine": second.engine,
            "value": second.value,
            "difference": found.value - second.value if both else None,
            "tolerance": None if second.engine is None else second.tolerance,
            "agrees": second.agrees(found.value),
            "note": second.note,
        },
        "link": found.link,
    }
