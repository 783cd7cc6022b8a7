"""What a demo's person finds at the first visit: one of every kind, marked, and made once."""

from typing import get_args

import numpy as np
import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertRule
from apps.alerts.types import Kind
from apps.explain.cross_check.records import ALIGN_JOB
from apps.instruments.models import InstrumentRow, Watchlist
from apps.instruments.services.watchlists import watchlist_create
from apps.instruments.signals import demo_opened
from apps.jobs.models import Job
from apps.pairs.models import PairMonitor
from apps.samples.models import Sample, SampleSet
from apps.samples.selectors import samples_of
from apps.samples.services import samples_make
from apps.samples.services.chosen import PAIRS, RULES, SHOWN, WATCHLISTS
from tests.apps.alerts.making import rule_create
from tests.apps.forecasts.conftest import add_bars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed")]


def test_a_first_visit_finds_lists_rules_of_every_kind_and_pairs(alice: User) -> None:
    demo_opened.send(alice.pk)
    rules = AlertRule.objects.filter(owner=alice)
    assert {rule.kind for rule in rules} == set(get_args(Kind))
    assert {rule.repeat for rule in rules} == {"every"}
    lists = Watchlist.objects.filter(owner=alice, is_default=False)
    assert {one.name: one.items.count() for one in lists} == {
        name: len(symbols) for name, symbols in WATCHLISTS.items()
    }
    assert PairMonitor.objects.filter(owner=alice).count() == len(PAIRS)
    assert Job.objects.filter(kind=ALIGN_JOB, owner=None).count() == 1


def test_one_rule_is_about_a_level_that_the_price_is_above(alice: User) -> None:
    row = InstrumentRow.objects.get(symbol=SHOWN)
    add_bars(
        row, np.array(["2021-12-27", "2021-12-28"], dtype="datetime64[D]"), np.array([29.0, 30.32])
    )
    samples_make(alice.pk)
    rule = AlertRule.objects.get(owner=alice, kind="price", symbol=SHOWN)
    assert (rule.direction, rule.threshold) == ("above", 29.7)


def test_each_is_marked_and_none_counts_as_changed(alice: User) -> None:
    samples_make(alice.pk)
    found = samples_of(user_id=alice.pk)
    assert len(found.items) == len(WATCHLISTS) + len(RULES) + len(PAIRS)
    assert not any(item.edited for item in found.items)
    assert found.preparing


def test_another_start_makes_no_second_ones_nor_those_that_were_deleted(alice: User) -> None:
    samples_make(alice.pk)
    AlertRule.objects.filter(owner=alice).first().delete()  # type: ignore[union-attr]
    before = Sample.objects.count()
    samples_make(alice.pk)
    assert AlertRule.objects.filter(owner=alice).count() == len(RULES) - 1
    assert Sample.objects.count() == before
    assert len(samples_of(user_id=alice.pk).items) == before - 1


def test_the_list_of_a_first_visit_is_nothing_of_their_own(alice: User) -> None:
    watchlist_create(owner_id=alice.pk, name="Watchlist", symbols=["KO"], is_default=True)
    samples_make(alice.pk)
    assert Watchlist.objects.filter(owner=alice).count() == 1 + len(WATCHLISTS)


def test_who_has_something_of_their_own_gets_nothing_now_nor_later(alice: User) -> None:
    rule = rule_create(
        user_id=alice.pk,
        fields={"kind": "var_breach", "symbol": "KO", "repeat": "once", "cooldown_s": 0},
    )
    samples_make(alice.pk)
    rule.delete()
    samples_make(alice.pk)
    assert not AlertRule.objects.filter(owner=alice).exists()
    assert SampleSet.objects.get(owner=alice).removed_at is not None
    assert not samples_of(user_id=alice.pk).preparing


def test_a_demo_without_a_symbol_begins_with_the_others(alice: User) -> None:
    InstrumentRow.objects.filter(symbol="CVX").delete()
    samples_make(alice.pk)
    kinds = [item.kind for item in samples_of(user_id=alice.pk).items]
    assert kinds.count("pair") == len(PAIRS) - 1
    assert kinds.count("watchlist") == len(WATCHLISTS) - 1
    assert kinds.count("rule") == len(RULES)
