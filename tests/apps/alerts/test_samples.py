"""The demo's first rules, one of every kind at least, for a market that plays."""

from typing import get_args

import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertRule
from apps.alerts.samples import SAMPLES, samples_make
from apps.alerts.types import Kind
from apps.instruments.models import InstrumentRow
from apps.instruments.signals import demo_opened
from tests.apps.alerts.making import rule_create
from tests.apps.forecasts.conftest import add_instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed() -> None:
    for symbol in sorted({one["symbol"] for one in SAMPLES} | {"ETHUSDT"}):
        coin = symbol.endswith("USDT")
        add_instrument(
            symbol,
            asset_class="crypto" if coin else "stock",
            calendar="24/7" if coin else "XNYS",
            simulated=coin,
            intraday_source="simulator" if coin else "",
            first_bar=None if coin else "2020-01-02",
            last_bar=None if coin else "2021-12-28",
        )


def test_there_is_a_rule_of_every_kind_and_each_says_that_it_is_a_sample(
    listed: None, alice: User
) -> None:
    demo_opened.send(alice.pk)
    rules = AlertRule.objects.filter(owner=alice)
    assert {rule.kind for rule in rules} == set(get_args(Kind))
    assert all(rule.name.startswith("Sample: ") and rule.repeat == "every" for rule in rules)


def test_who_has_rules_keeps_them_as_they_are(listed: None, alice: User) -> None:
    rule_create(
        user_id=alice.pk,
        fields={"kind": "var_breach", "symbol": "KO", "repeat": "once", "cooldown_s": 0},
    )
    samples_make(alice.pk)
    assert AlertRule.objects.filter(owner=alice).count() == 1


def test_a_demo_without_a_symbol_begins_with_the_others(listed: None, alice: User) -> None:
    InstrumentRow.objects.filter(symbol="KO").delete()
    samples_make(alice.pk)
    assert AlertRule.objects.filter(owner=alice).count() == len(SAMPLES) - 1
