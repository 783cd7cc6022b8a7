"""Shapes of the catalogue and of explanations."""

from typing import Final

from rest_framework import serializers

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
    "since": "From when on changes count, a moment of the market.",
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
