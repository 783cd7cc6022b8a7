"""Saved optimisations as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.portfolio.answers import ShareAllocation
from apps.portfolio.selectors import optimization_get


class RunQuery(serializers.Serializer[object]):
    """Which optimisation."""

    run = serializers.UUIDField()


def connect() -> None:
    """Register the document."""
    explanations.register("portfolio.run", run, answers_past=True)


def run(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a saved optimisation as it was answered."""
    found = optimization_get(run_id=asked(RunQuery, params)["run"], user_id=user_id)
    result = found.result
    document = plain(result)
    weights = result.weights
    document["positions"] = [{"symbol": name, "weight": one} for name, one in weights.items()]
    document["effective_assets"] = 1.0 / sum(one**2 for one in weights.values())
    if result.allocation is not None:
        document["orders"] = _orders(result.allocation)
    return Shown(
        document, f"Daily returns of {', '.join(result.symbols)}, {result.period}",
        result.source, utc_iso(result.as_of), result.observations,
    )  # fmt: skip


def _orders(allocation: ShareAllocation) -> list[dict[str, object]]:
    prices, capital = allocation.prices, allocation.capital
    return [
        {
            "symbol": symbol,
            "shares": shares,
            "price": prices[symbol],
            "value": shares * prices[symbol],
            "share": shares * prices[symbol] / capital,
        }
        for symbol, shares in allocation.shares.items()
    ]
