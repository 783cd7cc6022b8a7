"""A phone whose clock stands still."""

import pytest
from django.core.cache import cache

from tests.apps.accounts.second_factor import NOW
from tests.one_time_codes import PERIOD_S


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code expires between its making and its use; used codes and tries are forgotten."""
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time",
        lambda: iter([int(NOW // PERIOD_S)]),
    )
    cache.clear()
