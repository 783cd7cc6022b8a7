"""Calls are counted for all processes together, and the screen shows how many are left."""

from datetime import timedelta

import pytest

from apps.providers.answers import Quota
from apps.providers.models import ProviderCalls
from apps.providers.shared import budget as module
from apps.providers.shared.base import CallLimit, ProviderLimitError
from apps.providers.shared.budget import Budget
from tests.apps.providers.conftest import Clock

pytestmark = pytest.mark.django_db
LIMITS = (CallLimit(2, 60), CallLimit(3, 86_400))


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch, still: Clock) -> list[float]:
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        still.moment += timedelta(seconds=seconds)

    monkeypatch.setattr(module, "sleep", sleep)
    return waits


def test_calls_beyond_a_limit_are_refused_with_the_time(still: Clock) -> None:
    # Two budgets of one provider, as in two processes.
    first, second = Budget("polygon", LIMITS), Budget("polygon", LIMITS)
    first.spend()
    still.moment += timedelta(seconds=20)
    second.spend()
    with pytest.raises(ProviderLimitError, match="2 calls a minute") as caught:
        first.spend()
    assert caught.value.retry_after_s == pytest.approx(40)
    assert "12:01:00" in caught.value.fix
    still.moment += timedelta(seconds=40)
    second.spend()


def test_the_day_counts_as_well(still: Clock) -> None:
    budget = Budget("alphavantage", LIMITS)
    for _ in range(3):
        budget.spend()
        still.moment += timedelta(minutes=2)
    with pytest.raises(ProviderLimitError, match="3 calls a day") as caught:
        budget.spend()
    assert caught.value.retry_after_s == pytest.approx(86_400 - 360)
    # Calls older than the longest limit are forgotten.
    still.moment += timedelta(days=1)
    budget.spend()
    assert len(ProviderCalls.objects.get(pk="alphavantage").moments_us) == 1


def test_a_short_wait_is_waited(still: Clock, slept: list[float]) -> None:
    budget = Budget("alphavantage", (CallLimit(1, 1),))
    budget.spend()
    still.moment += timedelta(milliseconds=250)
    budget.spend()
    assert slept == [pytest.approx(0.75)]


def test_quotas_are_reported(still: Clock) -> None:
    budget = Budget("polygon", LIMITS)
    assert budget.quotas() == (Quota(2, 60, 0, None), Quota(3, 86_400, 0, None))
    start = still.moment
    budget.spend()
    still.moment += timedelta(seconds=61)
    budget.spend()
    assert budget.quotas() == (
        Quota(2, 60, 1, still.moment + timedelta(seconds=60)),
        Quota(3, 86_400, 2, start + timedelta(days=1)),
    )


def test_providers_do_not_share(still: Clock) -> None:
    for name in ("polygon", "yahoo"):
        Budget(name, (CallLimit(1, 60),)).spend()
