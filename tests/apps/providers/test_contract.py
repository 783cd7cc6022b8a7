"""Every adapter: the same answers to the same questions, the same error for the same fault."""

from datetime import date, timedelta

import numpy as np
import pytest

from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
    QuoteProvider,
    SearchProvider,
)
from tests.apps.providers.kit import CASES, FAULTS, NOTE, Case, FaultCase, long_ago
from tests.servers.providers.server import ProviderServer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("unhurried"),
    pytest.mark.parametrize("case", CASES, ids=lambda case: case.name),
]


def test_daily_history_is_what_traded(case: Case, providers: ProviderServer) -> None:
    truth = case.days(providers.listed)
    start = truth.days[0].date
    history = case.adapter().daily(case.symbol, start, truth.last.date)
    bars = history.bars.bars
    assert bars.dates.tolist() == [day.date for day in truth.days]
    for column in ("open", "high", "low", "close"):
        want = [getattr(day, column) for day in truth.days]
        np.testing.assert_allclose(
            getattr(bars, column), want, rtol=1e-6, atol=0.5 * 10**-case.decimals
        )
    np.testing.assert_allclose(bars.volume, [day.volume for day in truth.days], rtol=1e-6)
    assert history.provider == case.name
    assert (history.bars.currency, history.bars.calendar) == (case.currency, case.calendar)
    assert history.bars.interval == "1d"
    assert bars.settled[:-1].all()


def test_actions_are_of_their_day(case: Case, providers: ProviderServer) -> None:
    truth = case.days(providers.listed)
    start = truth.days[0].date
    history = case.adapter().daily(case.symbol, start, truth.last.date)
    if case.name == "binance":
        assert history.actions == ()
        return
    assert [(one.ex_date, one.kind) for one in history.actions] == [
        (one.date, one.kind) for one in truth.events
    ]
    np.testing.assert_allclose(
        [one.value for one in history.actions], [one.value for one in truth.events], rtol=1e-6
    )


def test_a_range_before_a_split_is_raw_too(case: Case, providers: ProviderServer) -> None:
    truth = case.days(providers.listed)
    first, last = truth.days[40].date, truth.days[60].date
    bars = case.adapter().daily(case.symbol, first, last).bars.bars
    assert bars.dates.tolist() == [day.date for day in truth.days[40:61]]
    want = [day.close for day in truth.days[40:61]]
    np.testing.assert_allclose(bars.close, want, rtol=1e-6, atol=0.5 * 10**-case.decimals)


def test_a_weekend_is_empty_and_no_error(case: Case, providers: ProviderServer) -> None:
    history = case.adapter().daily(case.symbol, date(2024, 11, 16), date(2024, 11, 17))
    # Coins trade at weekends too.
    assert len(history.bars.bars) == (2 if case.name == "binance" else 0)
    assert history.bars.currency == case.currency


def test_an_unknown_symbol_is_distinguished(case: Case, providers: ProviderServer) -> None:
    unknown = "XXXUSDT" if case.name == "binance" else "NOSUCH"
    with pytest.raises(ProviderUnknownSymbolError) as caught:
        case.adapter().daily(unknown, date(2024, 1, 2), date(2024, 3, 4))
    assert not caught.value.retryable
    assert unknown in caught.value.cause
    assert caught.value.fix


def test_an_interval_that_is_not_offered_is_refused(case: Case, providers: ProviderServer) -> None:
    start = providers.now() - timedelta(days=1)
    with pytest.raises(ProviderRefusedError, match="1s"):
        case.adapter().intraday(case.symbol, "1s", start, providers.now())
    assert providers.asked[case.name] == 0


def test_quote(case: Case, providers: ProviderServer) -> None:
    provider = case.adapter()
    assert isinstance(provider, QuoteProvider)
    truth = case.days(providers.listed)
    quote = provider.quote(case.symbol)
    assert quote.price == pytest.approx(truth.last.close, abs=10**-case.decimals)
    assert quote.previous_close == pytest.approx(truth.days[-2].close, abs=10**-case.decimals)
    assert (quote.symbol, quote.currency, quote.provider) == (
        case.symbol, case.currency, case.name,
    )  # fmt: skip
    assert quote.timestamp_us <= providers.now().timestamp() * 1e6


def test_search(case: Case, providers: ProviderServer) -> None:
    provider = case.adapter()
    assert isinstance(provider, SearchProvider)
    found = provider.search(case.word)
    assert [one.symbol for one in found] == [case.symbol]
    assert found[0].provider == case.name
    assert found[0].currency == case.currency
    assert found[0].calendar == case.calendar
    assert provider.search("zzzzzz") == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.fault)
def test_a_fault_is_a_typed_error(case: Case, fault: FaultCase, providers: ProviderServer) -> None:
    providers.faults[case.name] = fault.fault
    with pytest.raises(fault.error) as caught:
        case.adapter().daily(
            case.symbol, long_ago(case.days(providers.listed)), providers.now().date()
        )
    error = caught.value
    assert type(error) is fault.error
    assert (error.provider, error.retryable) == (case.name, fault.retryable)
    assert error.cause.endswith(".")
    assert error.fix.endswith(".")


def test_a_note_with_200_is_never_data(case: Case, providers: ProviderServer) -> None:
    providers.faults[case.name] = "note"
    with pytest.raises(NOTE.get(case.name, ProviderAnswerError)) as caught:
        case.adapter().daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))
    assert "per" in caught.value.cause or "Note" in caught.value.cause


def test_an_empty_answer_is_never_data(case: Case, providers: ProviderServer) -> None:
    providers.faults[case.name] = "empty"
    with pytest.raises((ProviderAnswerError, ProviderUnknownSymbolError)):
        case.adapter().daily(case.symbol, date(2024, 1, 2), date(2024, 11, 20))


def test_a_last_bar_that_is_no_number_is_left_out(case: Case, providers: ProviderServer) -> None:
    truth = case.days(providers.listed)
    providers.faults[case.name] = "nan_last"
    bars = case.adapter().daily(case.symbol, long_ago(truth, 1), truth.last.date).bars.bars
    assert bars.dates[-1] == np.datetime64(truth.days[-2].date)
    assert np.isfinite(bars.close).all()


def test_after_a_fault_the_next_call_is_good(case: Case, providers: ProviderServer) -> None:
    truth = case.days(providers.listed)
    provider = case.adapter()
    providers.faults[case.name] = "html"
    with pytest.raises(ProviderAnswerError):
        provider.daily(case.symbol, long_ago(truth, 1), truth.last.date)
    providers.faults[case.name] = "none"
    assert len(provider.daily(case.symbol, long_ago(truth, 1), truth.last.date).bars.bars) > 200
