"""Instruments and rules for alert tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertRule
from apps.alerts.types import Observation, RuleFields
from apps.core.typed.decoding import decode
from apps.instruments.models import InstrumentRow
from tests.apps.alerts.making import rule_create

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def instruments(db: None) -> None:
    for symbol in ("AAA", "BBB"):
        InstrumentRow.objects.create(
            symbol=symbol,
            name=symbol,
            asset_class="crypto",
            exchange="TEST",
            currency="USD",
            calendar="24/7",
            source="test",
            last_bar=date(2026, 3, 1),
        )


def make_rule(user: User, **changes: object) -> AlertRule:
    fields = {
        "kind": "price",
        "symbol": "AAA",
        "direction": "above",
        "threshold": 100.0,
        "repeat": "every",
        "cooldown_s": 0,
    }
    return rule_create(user_id=user.pk, fields=decode(RuleFields, fields | changes))


def seen(value: float, minute: int = 0, **changes: Any) -> Observation:
    fields: dict[str, Any] = {
        "kind": "price",
        "symbol": "AAA",
        "value": value,
        "moment": START + timedelta(minutes=minute),
        "key": f"1m:{minute}",
    }
    return Observation(**(fields | changes))
