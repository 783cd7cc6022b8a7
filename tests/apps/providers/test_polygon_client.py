"""Polygon's official client asks and reads as our adapter does, and why it does not ask for us."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from massive.exceptions import BadResponse
from massive.rest import RESTClient
from massive.rest.models import Agg, Dividend, Split, Ticker
from urllib3.exceptions import MaxRetryError

from apps.providers.polygon.provider import PAGE, Polygon
from tests.apps.providers.kit import TIMEOUT_S
from tests.servers.providers.faults import Headers, Reply
from tests.servers.providers.server import ProviderServer
from tests.servers.providers.universe import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unhurried")]
START, END = date(2024, 1, 2), date(2024, 11, 20)
Asked = list[tuple[str, dict[str, list[str]]]]


@pytest.fixture
def asked(providers: ProviderServer, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Every address that the provider is asked for: its path and its parameters."""
    seen: Asked = []
    answer = providers.reply

    def reply(path: str, headers: Headers) -> Reply:
        parts = urlsplit(path)
        seen.append((parts.path, parse_qs(parts.query)))
        return answer(path, headers)

    monkeypatch.setattr(providers, "reply", reply)
    return seen


@pytest.fixture
def official(providers: ProviderServer) -> Iterator[RESTClient]:
    """The official client, which asks the local provider."""
    client = RESTClient(KEY, base=providers.url("polygon"), retries=0)
    yield client
    client.client.clear()


def test_both_ask_for_the_same_and_read_the_same(asked: Asked, official: RESTClient) -> None:
    bars = Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END).bars.bars
    ours = asked.copy()
    asked.clear()
    options = {"adjusted": False, "sort": "asc", "limit": PAGE}
    aggregates = official.list_aggs("AAPL", 1, "day", START, END, **options)
    read = [one for one in aggregates if isinstance(one, Agg)]
    assert [one.close for one in read] == bars.close.tolist()
    assert [one.open for one in read] == bars.open.tolist()
    assert [one.volume for one in read] == bars.volume.tolist()
    assert asked[0] == ours[0]


def test_both_ask_for_the_same_actions(asked: Asked, official: RESTClient) -> None:
    actions = Polygon(KEY, TIMEOUT_S).daily("AAPL", START, END).actions
    ours = dict(asked)
    asked.clear()
    dates = {"gte": START, "lte": END}
    splits = official.list_splits(
        "AAPL", limit=1_000, **{f"execution_date_{end}": day for end, day in dates.items()}
    )
    dividends = official.list_dividends(
        "AAPL", limit=1_000, **{f"ex_dividend_date_{end}": day for end, day in dates.items()}
    )
    days = [one.execution_date for one in splits if isinstance(one, Split)]
    days += [one.ex_dividend_date for one in dividends if isinstance(one, Dividend)]
    # The local provider gives all splits, whatever dates it is asked for.
    assert {str(one.ex_date) for one in actions} == {day for day in days if day >= str(START)}
    assert len(asked) == 2
    for path, parameters in asked:
        assert parameters == ours[path]


def test_both_search_alike(asked: Asked, official: RESTClient) -> None:
    found = Polygon(KEY, TIMEOUT_S).search("apple")
    (ours,) = asked.copy()
    asked.clear()
    tickers = official.list_tickers(search="apple", active=True, limit=10)
    assert [one.ticker for one in tickers if isinstance(one, Ticker)] == [
        one.symbol for one in found
    ]
    ((path, parameters),) = asked
    assert path == ours[0]
    assert parameters.items() >= ours[1].items()  # it adds the order, which is the default


@pytest.mark.parametrize("body", [{"status": "OK"}, b"<html>maintenance</html>"])
def test_the_official_client_takes_another_shape_for_no_data(
    providers: ProviderServer, official: RESTClient, body: object
) -> None:
    # Ours says that the answer is of another shape; "no bars" would be believed.
    providers.fixed = {"/v2/aggs/": Reply(body)}
    assert list(official.list_aggs("AAPL", 1, "day", START, END)) == []


def test_the_official_client_does_not_say_when_to_come_back(
    providers: ProviderServer, official: RESTClient
) -> None:
    providers.faults["polygon"] = "rate_limit"  # with Retry-After: 7
    with pytest.raises(MaxRetryError) as caught:
        list(official.list_aggs("AAPL", 1, "day", START, END))
    assert not hasattr(caught.value.reason, "headers")


def test_the_official_client_does_not_say_the_status(
    providers: ProviderServer, official: RESTClient
) -> None:
    providers.fixed = {"/v2/aggs/": Reply({"error": "Unknown API Key"}, 401)}
    with pytest.raises(BadResponse) as caught:
        list(official.list_aggs("AAPL", 1, "day", START, END))
    assert vars(caught.value) == {}
    assert "401" not in str(caught.value)
