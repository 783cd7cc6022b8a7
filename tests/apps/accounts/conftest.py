"""A phone whose clock stands still until it is moved on."""

import pytest
from django.core.cache import cache

from tests.apps.accounts.second_factor import NOW, Clock
from tests.one_time_codes import PERIOD_S


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """No code expires between its making and its use; used codes and tries are forgotten."""
    clock = Clock(NOW)
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time",
        lambda: iter([int(clock.now // PERIOD_S)]),
    )
    cache.clear()
    return clock


@pytest.fixture(autouse=True)
def no_guesses() -> None:
    """Forget the wrong passwords of other tests."""
    cache.clear()
