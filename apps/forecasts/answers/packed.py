"""How forecasts, their reasons and scores lie in their rows: a third of what they take spelled out.

A ledger holds hundreds of forecasts a day for ever, and four fifths of their text were the names of
the numbers. Rows of older versions hold them spelled out; both are read.
"""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import orjson

from apps.core.json import plain
from apps.forecasts.answers.stored import Card, Content, Explanation, Step

_FIELDS: Final = (
    "step",
    "target_time",
    "predicted_price",
    "predicted_return",
    "predicted_volatility",
    "value_at_risk_95",
    "direction",
    "probability_up",
    "probability_error",
    "base_rate_up",
    "lower_50",
    "upper_50",
    "lower_80",
    "upper_80",
    "lower_90",
    "upper_90",
    "lower_95",
    "upper_95",
)
"""The order of a step's numbers in its row: fields may be added at the end, never moved."""


def content_pack(content: Content) -> tuple[dict[str, Any], bytes | None]:
    """Return what a row holds of a forecast: its content and, if it has any, its reasons."""
    steps = cast("Sequence[Mapping[str, Any]]", content["steps"])
    held = {
        "scores": content["scores"],
        "steps": [list(map(step.get, _FIELDS)) for step in steps],
        "notices": content.get("notices", []),
    }
    reasons = content["explanations"]
    return held, zlib.compress(orjson.dumps(reasons)) if reasons else None


def steps_of(content: Mapping[str, Any]) -> list[Step]:
    """Return the steps of a row's content."""
    return [_step(held) for held in content["steps"]]


def _step(held: Mapping[str, Any] | Sequence[Any]) -> Step:
    spelled = held if isinstance(held, Mapping) else dict(zip(_FIELDS, held, strict=False))
    return cast("Step", spelled)


def explanations_of(
    content: Mapping[str, Any], packed: bytes | memoryview | None
) -> Sequence[Explanation]:
    """Return the reasons of a forecast, a list by horizon; none for one that was replayed."""
    if packed is not None:
        found: Sequence[Explanation] = orjson.loads(zlib.decompress(packed))
        return found
    spelled: Sequence[Explanation] = content.get("explanations", ())
    return spelled


def cards_pack(cards: Sequence[Card]) -> bytes:
    """Return what a row holds of a symbol's scores, a list by horizon."""
    return zlib.compress(orjson.dumps(plain(cards)))


def cards_of(packed: bytes | memoryview) -> Sequence[Card]:
    """Return the scores that a row holds, a list by horizon."""
    found: Sequence[Card] = orjson.loads(zlib.decompress(packed))
    return found
