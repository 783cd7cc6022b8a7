"""Saved optimisations as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import explanations
from apps.core.explanations import Shown, asked
from apps.portfolio.responses import with_currency
from apps.portfolio.selectors import optimization_get


class RunQuery(serializers.Serializer[object]):
    """Which optimisation."""

    run = serializers.UUIDField()


def connect() -> None:
    """Register the document."""
    explanations.register("portfolio.run", run)


def run(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a saved optimisation as it was answered."""
    found = optimization_get(run_id=asked(RunQuery, params)["run"], user_id=user_id)
    document = with_currency(found.result)
    weights = document["weights"]
    document["positions"] = [{"symbol": name, "weight": one} for name, one in weights.items()]
    document["effective_assets"] = 1.0 / sum(one**2 for one in weights.values())
    if document["allocation"] is not None:
        document["orders"] = _orders(document)
    return Shown(
        document, f"Daily returns of {', '.join(document['symbols'])}, {document['period']}",
        document["source"], document["as_of"], document["observations"],
    )  # fmt: skip


def _orders(document: Mapping[str, object]) -> list[dict[str, object]]:
    allocation = document["allocation"]
    if not isinstance(allocation, dict):
        return []
    prices, capital = allocation["prices"], allocation["capital"]
    return [
        {
            "symbol": symbol,
            "shares": shares,
            "price": prices[symbol],
            "value": shares * prices[symbol],
            "share": shares * prices[symbol] / capital,
        }
        for symbol, shares in allocation["shares"].items()
    ]
