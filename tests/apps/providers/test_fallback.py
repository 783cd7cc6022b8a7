"""The chain: who is asked, in which order, and what the person who asked is answered."""

from dataclasses import dataclass
from typing import NoReturn

import pytest
from pytest_django import Settings

from apps.instruments.types import AssetClass, Attempt
from apps.providers.alphavantage.provider import AlphaVantage
from apps.providers.fallback import AllProvidersFailedError, first_answer
from apps.providers.registry import history_chain, quote_chain, search_chain
from apps.providers.shared.base import (
    Capabilities,
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
)
from tests.apps.providers.conftest import Clock

NOTHING = Capabilities((), (), needs_key=False, limits=())


@dataclass
class Fake:
    name: str
    error: ProviderError | None = None
    capabilities: Capabilities = NOTHING


def ask(provider: Fake) -> str:
    if provider.error:
        raise provider.error
    return f"from {provider.name}"


LIMITED = ProviderLimitError("a", "Slow down.", fix="Wait.", retry_after_s=30.0)
REFUSED = ProviderRefusedError("b", "Wrong key.", fix="Check it.", retryable=False)


def test_the_first_answer_counts_and_failures_are_kept(still: Clock) -> None:
    answered = first_answer([Fake("a", LIMITED), Fake("b", REFUSED), Fake("c"), Fake("d")], ask)
    assert (answered.value, answered.provider) == ("from c", "c")
    assert answered.as_of == still.moment
    limited = Attempt("a", "Slow down.", "Wait.", True, 30.0, False)
    assert answered.tried == (limited, Attempt("b", "Wrong key.", "Check it.", False, None, False))


def test_nobody_answers(still: Clock) -> None:
    with pytest.raises(AllProvidersFailedError) as caught:
        first_answer([Fake("a", LIMITED), Fake("b", REFUSED)], ask)
    document = caught.value.document()
    assert (document["status"], document["code"]) == (503, "providers_failed")
    assert document["detail"] == "a: Slow down. Wait. b: Wrong key. Check it."
    assert document["retryable"] is True
    assert [one["provider"] for one in document["tried"]] == ["a", "b"]
    assert caught.value.headers == {"Retry-After": "30"}


def test_a_symbol_that_nobody_knows_is_404() -> None:
    unknown = [Fake(name, ProviderUnknownSymbolError(name, "NOPE")) for name in ("a", "b")]
    with pytest.raises(AllProvidersFailedError) as caught:
        first_answer(unknown, ask)
    assert (caught.value.status, caught.value.code) == (404, "unknown_symbol")
    assert caught.value.retryable is False
    # Not when one of them could not be asked.
    with pytest.raises(AllProvidersFailedError) as caught:
        first_answer([*unknown, Fake("c", ProviderAnswerError("c", "Junk."))], ask)
    assert caught.value.status == 503


def test_nobody_to_ask() -> None:
    empty: list[Fake] = []
    with pytest.raises(AllProvidersFailedError, match="SIGHTLINE_MODE=live"):
        first_answer(empty, ask)


def test_other_errors_are_ours_and_pass() -> None:
    def broken(_provider: Fake) -> NoReturn:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        first_answer([Fake("a")], broken)


def keys(name: str) -> str:
    return (
        {"polygon": "p", "alphavantage": "a"}[name] if name in {"polygon", "alphavantage"} else ""
    )


@pytest.mark.parametrize(
    ("asset_class", "names"),
    [
        ("stock", ["polygon", "yahoo", "alphavantage"]),
        ("index", ["polygon", "yahoo"]),
        ("crypto", ["binance", "polygon", "yahoo"]),
        ("commodity", ["yahoo"]),
    ],
)
def test_chains_by_kind(settings: Settings, asset_class: AssetClass, names: list[str]) -> None:
    settings.SIGHTLINE_MODE = "live"
    assert [one.name for one in history_chain(asset_class, keys)] == names
    assert [one.name for one in quote_chain(asset_class, keys)] == names


def test_without_keys_those_who_need_one_stay_out(settings: Settings) -> None:
    settings.SIGHTLINE_MODE = "live"
    assert [one.name for one in history_chain("stock")] == ["yahoo"]
    assert [one.name for one in search_chain()] == ["binance", "yahoo"]
    settings.PROVIDER_KEYS = {"alphavantage": "from the environment"}
    assert [one.name for one in history_chain("stock")] == ["yahoo", "alphavantage"]


def test_the_environment_s_key_goes_first(settings: Settings) -> None:
    settings.SIGHTLINE_MODE = "live"
    settings.PROVIDER_KEYS = {"alphavantage": "environment"}
    settings.PROVIDER_ORDER = ("alphavantage",)
    (found,) = history_chain("stock", keys)
    assert isinstance(found, AlphaVantage)
    assert found._key == "environment"


def test_demo_asks_only_whom_a_person_names(settings: Settings) -> None:
    settings.SIGHTLINE_MODE = "demo"
    settings.CHOSEN_PROVIDERS = frozenset()
    assert history_chain("stock", keys) == ()
    settings.CHOSEN_PROVIDERS = frozenset({"yahoo"})
    assert [one.name for one in history_chain("stock", keys)] == ["yahoo"]


def test_the_order_is_a_setting(settings: Settings) -> None:
    settings.SIGHTLINE_MODE = "live"
    settings.PROVIDER_ORDER = ("yahoo", "polygon", "nobody")
    assert [one.name for one in history_chain("stock", keys)] == ["yahoo", "polygon"]
