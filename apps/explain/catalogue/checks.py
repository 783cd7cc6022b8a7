"""Numbers computed again from the other numbers of their document, by plain arithmetic."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from apps.explain.catalogue.paths import find
from ml.reference.tails import likelihood_p

Document: TypeAlias = Mapping[str, Any]
Params: TypeAlias = Mapping[str, str]
Check: TypeAlias = Callable[[Document, Params], float | None]


def _growth(last: str, first: str) -> Check:
    def check(document: Document, params: Params) -> float | None:
        before = find(document, first, params)
        return None if not before else (find(document, last, params) - before) / before

    return check


def _difference(larger: str, smaller: str) -> Check:
    def check(document: Document, params: Params) -> float | None:
        a, b = find(document, larger, params), find(document, smaller, params)
        return None if a is None or b is None else float(a - b)

    return check


def _ratio(above: str, below: str) -> Check:
    def check(document: Document, params: Params) -> float | None:
        a, b = find(document, above, params), find(document, below, params)
        return float(a / b) if b else None

    return check


def _product(first: str, second: str) -> Check:
    def check(document: Document, params: Params) -> float | None:
        return float(find(document, first, params) * find(document, second, params))

    return check


def _annual(name: str) -> Check:
    def check(document: Document, _: Params) -> float | None:
        value = document[name]
        return None if value is None else float(value) * math.sqrt(document["calendar_factor"])

    return check


def _grown(price: str, log_return: str) -> Check:
    def check(document: Document, params: Params) -> float | None:
        return float(find(document, price, params) * math.exp(find(document, log_return, params)))

    return check


def _method(document: Document, params: Params) -> Mapping[str, Any]:
    return dict(find(document, "methods[method={row}]", params))


def _kupiec(document: Document, params: Params) -> float | None:
    row = _method(document, params)
    return likelihood_p(row["violations"], row["observations"], row["confidence"])


def _expected(document: Document, params: Params) -> float | None:
    row = _method(document, params)
    return float(row["observations"] * (1.0 - row["confidence"]))


def _component_share(document: Document, params: Params) -> float | None:
    part = find(document, "components[symbol={row}].value_at_risk", params)
    total = math.fsum(one["value_at_risk"] for one in document["components"])
    return float(part) / total if total else None


def _shock(document: Document, params: Params) -> float | None:
    move = find(document, "stress.shocks[name={row}].market_return", params)
    return -float(document["beta"]) * float(move)


def _expected_return(document: Document, _: Params) -> float | None:
    weights = document["weights"]
    parts = (weights[one["symbol"]] * one["return"] for one in document["assets"])
    return math.fsum(parts)


def _expected_ratio(document: Document, _: Params) -> float | None:
    excess = document["expected_return"] - document["risk_free_rate"]
    return float(excess / document["volatility"]) if document["volatility"] else None


def _spread_of_weights(document: Document, _: Params) -> float | None:
    return 1.0 / math.fsum(weight * weight for weight in document["weights"].values())


def _orders(document: Document, _: Params) -> float | None:
    return math.fsum(one["shares"] * one["price"] for one in document["orders"])


def _settled(document: Document, _: Params) -> float | None:
    return float(document["repaired"] + document["dismissed"])


def _coverage(document: Document, params: Params) -> float | None:
    row = find(document, "series[key={row}]", params)
    return float(row["bars"] / (row["bars"] + row["missing"])) if row["bars"] else None


def _explained(document: Document, _: Params) -> float | None:
    explanation = document["explanation"]
    return math.fsum(
        [explanation["base_value"], *(one["contribution"] for one in explanation["features"])]
    )


_STEP = "steps[step={step}]."
_ORDER = "orders[symbol={row}]."
CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "market.change_percent": _growth("price", "previous_close"),
        "market.change": _difference("price", "previous_close"),
        "market.bar_change": _growth("close", "previous_close"),
        "market.period_change": _growth("last_close", "first_close"),
        "health.settled": _settled,
        "health.coverage": _coverage,
        "risk.predicted_volatility_annualised": _annual("predicted_volatility"),
        "risk.trial.expected": _expected,
        "risk.trial.rate": _ratio(
            "methods[method={row}].violations", "methods[method={row}].observations"
        ),
        "risk.trial.kupiec": _kupiec,
        "risk.component_share": _component_share,
        "risk.stress.shock": _shock,
        "forecast.predicted_price": _grown("last_price", "predicted_return"),
        "forecast.step_price": _grown("last_price", _STEP + "predicted_return"),
        "forecast.change": _growth("predicted_price", "last_price"),
        "forecast.step_change": _growth(_STEP + "predicted_price", "last_price"),
        "forecast.shap_prediction": _explained,
        "ledger.predicted": _grown("last_price", "last_step.predicted_return"),
        "ledger.change": _growth("last_step.predicted_price", "last_price"),
        "portfolio.expected_return": _expected_return,
        "portfolio.sharpe": _expected_ratio,
        "portfolio.effective_assets": _spread_of_weights,
        "portfolio.order_cost": _product(_ORDER + "shares", _ORDER + "price"),
        "portfolio.order_share": _ratio(_ORDER + "value", "allocation.capital"),
        "portfolio.cost": _orders,
        "portfolio.leftover": _difference("allocation.capital", "allocation.cost"),
    }
)
"""By measure; each is written apart from the code that computed the number."""
