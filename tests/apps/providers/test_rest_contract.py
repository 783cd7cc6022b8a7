"""Every adapter that asks over HTTP: the same error for the same fault on the way."""

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from apps.providers.shared.base import (
    CallLimit,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnavailableError,
    ProviderUnknownSymbolError,
)
from apps.providers.shared.budget import Budget
from apps.providers.shared.rest import ProviderRest
from tests.apps.providers.conftest import Clock
from tests.apps.providers.kit import (
    HASTY_S,
    REST_CASES,
    REST_FAULTS,
    WRONG_KEY_RETRYABLE,
    Case,
    FaultCase,
    long_ago,
)
from tests.servers.providers.faults import Reply
from tests.servers.providers.server import ProviderServer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("unhurried"),
    pytest.mark.parametrize("case", REST_CASES, ids=lambda case: case.name),
]


@pytest.mark.parametrize("fault", REST_FAULTS, ids=lambda one: one.fault)
def test_a_fault_on_the_way_is_a_typed_error(
    case: Case, fault: FaultCase, providers: ProviderServer
) -> None:
    providers.faults[case.name] = fault.fault
    start = long_ago(case.days(providers.listed))
    provider = case.adapter(HASTY_S) if fault.fault == "slow" else case.adapter()
    with pytest.raises(fault.error) as caught:
        provider.daily(case.symbol, start, providers.now().date())
    error = caught.value
    assert type(error) is fault.error
    assert (error.provider, error.retryable) == (case.name, fault.retryable)
    assert error.retry_after_s == fault.retry_after_s
    assert error.cause.endswith(".")
    assert error.fix.endswith(".")
    assert ("did not answer within 0.4 s" in error.cause) is (fault.fault == "slow")


def test_a_404_says_what_was_asked_for(case: Case, providers: ProviderServer) -> None:
    providers.fixed["/somewhere"] = Reply({"detail": "Not found."}, 404)
    rest = ProviderRest(case.name, budget=Budget(case.name, (CallLimit(9, 60),)))
    with pytest.raises(ProviderUnknownSymbolError, match="no data for 'NOSUCH'"):
        rest.json("somewhere", {}, symbol="NOSUCH")
    with pytest.raises(ProviderRefusedError, match="somewhere answered 404") as caught:
        rest.json("somewhere", {})
    assert type(caught.value) is ProviderRefusedError


def test_a_wrong_key_is_refused_with_what_to_do(case: Case, providers: ProviderServer) -> None:
    providers.faults[case.name] = "wrong_key"
    with pytest.raises(ProviderRefusedError, match=case.name) as caught:
        case.adapter().daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))
    assert "key" in caught.value.fix
    assert caught.value.retryable is (case.name in WRONG_KEY_RETRYABLE)


def test_a_provider_that_is_away(case: Case, providers: ProviderServer, settings: Settings) -> None:
    # Nothing listens there.
    settings.OUTBOUND_SERVICES = {case.name: "http://127.0.0.1:9"}
    with pytest.raises(ProviderUnavailableError, match="cannot be reached") as caught:
        case.adapter().daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))
    assert caught.value.retryable


def test_the_breaker_opens_and_lets_one_try_later(
    case: Case, providers: ProviderServer, still: Clock
) -> None:
    provider = case.adapter()
    providers.faults[case.name] = "rate_limit"
    with pytest.raises(ProviderLimitError):
        provider.daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))
    providers.faults[case.name] = "none"
    asked = providers.asked[case.name]
    with pytest.raises(ProviderUnavailableError, match="asked again at 12:00:07 UTC"):
        provider.daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))
    assert providers.asked[case.name] == asked
    still.moment += timedelta(seconds=8)
    assert len(provider.daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20)).bars.bars) > 200
