"""What a demo's person finds at the first visit: one of every kind, marked, and made once."""

from typing import get_args

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
from apps.samples.services.chosen import PAIRS, RULES, WATCHLISTS
from tests.apps.alerts.making import rule_create

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed")]


def test_a_first_visit_finds_lists_rules_of_every_kind_and_pairs(alice: User) -> None:
    demo_opened.send(alice.pk)
    rules = AlertRule.objects.filter(owner=alice)
    assert {rule.kind for rule in rules} == set(get_args(Kind))
    assert all(rule.name.startswith("Sample: ") and rule.repeat == "every" for rule in rules)
    lists = Watchlist.objects.filter(owner=alice, is_default=False)
    assert {one.name: one.items.count() for one in lists} == {
        name: len(symbols) for name, symbols in WATCHLISTS.items()
    }
    assert PairMonitor.objects.filter(owner=alice).count() == len(PAIRS)
    assert Job.objects.filter(kind=ALIGN_JOB, owner=None).count() == 1


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
