"""Alerts as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.alerts.selectors import event_row, rule_row
from apps.alerts.serializers import AlertRuleWriteSerializer
from apps.alerts.services import rule_try
from apps.alerts.types import RuleFields
from apps.core import explanations
from apps.core.clock import utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.core.typed.decoding import decode
from apps.instruments.market_clock import market_now


class RowQuery(serializers.Serializer[object]):
    """Which row."""

    id = serializers.IntegerField(min_value=1)


def connect() -> None:
    """Register the documents."""
    explanations.register("alerts.event", event, answers_past=True)
    explanations.register("alerts.rule", rule)
    explanations.register("alerts.preview", preview, answers_past=True)


def event(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return what was observed when a rule fired."""
    row = event_row(event_id=asked(RowQuery, params)["id"], user_id=user_id)
    names = ("kind", "symbol", "symbol_x", "value", "threshold", "message")
    document = {name: getattr(row, name) for name in names}
    document["occurred_at"] = utc_iso(row.occurred_at)
    return Shown(
        document, f"Observation of {row.symbol} by your rule", "own rule on stored history",
        document["occurred_at"], 1,
    )  # fmt: skip


def rule(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a rule as it was entered."""
    row = rule_row(rule_id=asked(RowQuery, params)["id"], user_id=user_id)
    names = ("kind", "symbol", "symbol_x", "threshold", "cooldown_s")
    document = {name: getattr(row, name) for name in names}
    return Shown(document, f"Your rule on {row.symbol}", "you", utc_iso(row.created_at), 1)


def preview(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return when a rule that is not stored would have fired."""
    fields = decode(RuleFields, asked(AlertRuleWriteSerializer, params))
    found = rule_try(user_id=user_id, fields=fields)
    document = plain(found) | {
        "kind": fields["kind"],
        "threshold": fields.get("threshold"),
    }
    subject = " and ".join(filter(None, (fields["symbol"], fields.get("symbol_x"))))
    return Shown(
        document, f"Past values of {subject}, {found.interval} apart", "stored history",
        utc_iso(found.end or market_now()), found.observed,
    )  # fmt: skip
