"""The layer before Django answers only those whom Django let in, and never anything else."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.core.asgi import get_asgi_application
from django.db import connection
from django.test import Client

from apps.accounts.services import demo_user_ensure
from apps.instruments.http import fast_path
from apps.instruments.http.fast_path import FastPath
from apps.instruments.store import bars_upsert
from tests.apps.instruments.conftest import MakeInstrument, daily

HISTORY = "/api/v1/history?symbol=AAA"
PRICE = "/api/v1/price?symbol=AAA"


class Counting:
    """Django, counting what reaches it."""

    def __init__(self) -> None:
        self.calls = 0
        self._app: Any = get_asgi_application()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.calls += 1
        await self._app(scope, receive, send)


async def in_thread(work: Callable[[], Any]) -> Any:
    """Do database work off the loop and leave no connection behind."""

    def run() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return await sync_to_async(run)()


def cookies(user: Any) -> dict[str, str]:
    browser = Client()
    browser.force_login(user)
    return {"sessionid": browser.cookies["sessionid"].value}


@pytest.fixture
def ready(transactional_db: None, make_instrument: MakeInstrument, alice: Any) -> dict[str, str]:
    make_instrument("AAA", [1.0, 2.0, 3.0])
    return cookies(alice)


@pytest.fixture
def django() -> Counting:
    return Counting()


@pytest.fixture
async def web(django: Counting) -> AsyncIterator[httpx.AsyncClient]:
    layer = FastPath(django)
    transport = httpx.ASGITransport(app=layer)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client
    await layer.close()


async def test_the_second_answer_does_not_reach_django(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    for url in (HISTORY, PRICE):
        slow = await web.get(url)
        before = django.calls
        quick = await web.get(url)
        assert django.calls == before
        assert (quick.status_code, quick.content) == (200, slow.content)
        assert quick.headers.get("etag") == slow.headers.get("etag")
        for name in ("content-security-policy", "x-content-type-options", "vary", "content-type"):
            assert quick.headers[name] == slow.headers[name]
        assert "set-cookie" not in quick.headers
    assert django.calls == 1  # one yes holds for both routes


async def test_the_same_tag_gets_304(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    first = await web.get(HISTORY)
    again = await web.get(HISTORY, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, django.calls) == (304, b"", 1)


async def test_a_changed_row_shows_at_once(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    await in_thread(lambda: bars_upsert(daily("AAA", [9.0])))
    assert (await web.get(HISTORY)).json()["bars"][0]["close"] == 9.0
    assert django.calls == 1


async def test_strangers_get_no_grant(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    web.cookies.clear()
    for _ in range(2):
        assert (await web.get(HISTORY)).status_code == 401
    assert django.calls == 3


async def test_one_persons_grant_is_not_anothers(
    ready: dict[str, str], web: httpx.AsyncClient, make_instrument: MakeInstrument,
    alice: Any, charlie: Any,
) -> None:  # fmt: skip
    await in_thread(lambda: make_instrument("MINE", [1.0], owner=alice))
    other = await in_thread(lambda: cookies(charlie))
    url = "/api/v1/history?symbol=MINE"
    web.cookies.update(ready)
    await web.get(HISTORY)
    assert (await web.get(url)).status_code == 200
    web.cookies.clear()
    web.cookies.update(other)
    await web.get(HISTORY)
    assert (await web.get(url)).status_code == 404


async def test_another_address_or_host_asks_django(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    await web.get(HISTORY, headers={"X-Forwarded-For": "10.0.0.1"})
    assert (await web.get(HISTORY, headers={"Host": "evil.example"})).status_code == 400
    assert django.calls == 3


async def test_a_demo_grant_is_not_good_behind_a_proxy(
    web: httpx.AsyncClient,
    django: Counting,
    ready: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever shows a proxy is asked about anew: the demo person comes straight or not at all."""
    monkeypatch.setattr(fast_path, "GRANT_S", 60.0)
    web.cookies.update(await in_thread(lambda: cookies(demo_user_ensure())))
    assert (await web.get(PRICE)).status_code == 200
    for header in ("Via", "X-Real-IP", "Forwarded", "X-Forwarded-For"):
        relayed = await web.get(PRICE, headers={header: "127.0.0.1"})
        assert relayed.status_code == 401, header
    assert (await web.get(PRICE)).status_code == 200
    assert django.calls == 5


async def test_errors_are_djangos_to_answer(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    bad = await web.get(HISTORY + "&period=9d")
    assert (bad.status_code, bad.json()["code"]) == (400, "invalid_input")
    unknown = await web.get("/api/v1/price?symbol=NOPE")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_symbol")
    assert django.calls == 3


@pytest.mark.parametrize(
    ("url", "accept", "status"),
    [
        (f"{HISTORY}&intervall=1d", "*/*", 400),
        (f"{HISTORY}&symbol=AAA", "*/*", 400),
        (f"{PRICE}&period=1y", "*/*", 400),
        (f"{PRICE}&as_of=2030-01-01&as_of=2031-01-01", "*/*", 400),
        (PRICE, "text/csv", 406),
        (HISTORY, "text/html, image/png", 406),
        (PRICE, "text/html, application/json;q=0.5", 200),
    ],
)
async def test_what_django_refuses_is_refused_behind_a_grant(
    ready: dict[str, str],
    web: httpx.AsyncClient,
    django: Counting,
    url: str,
    accept: str,
    status: int,
) -> None:
    web.cookies.update(ready)
    assert (await web.get(PRICE)).status_code == 200
    before = django.calls
    answer = await web.get(url, headers={"Accept": accept})
    assert (answer.status_code, django.calls) == (status, before + 1)


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/plain, */*"])
async def test_what_plainly_takes_json_is_answered_here(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting, accept: str
) -> None:
    web.cookies.update(ready)
    await web.get(PRICE)
    before = django.calls
    assert (await web.get(PRICE, headers={"Accept": accept})).status_code == 200
    assert django.calls == before


async def test_any_change_drops_the_grants(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    await web.post("/api/v1/watchlists")
    before = django.calls
    await web.get(HISTORY)
    assert django.calls == before + 1


async def test_a_yes_that_was_asked_before_a_change_does_not_count(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting, monkeypatch: Any
) -> None:
    web.cookies.update(ready)
    inner = django._app

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await inner(scope, receive, send)
        if scope["path"].endswith("/history"):
            monkeypatch.setattr(django, "_app", inner)
            await web.post("/api/v1/watchlists")  # a sign-out, say, while the read is under way

    monkeypatch.setattr(django, "_app", slow)
    await web.get(HISTORY)
    before = django.calls
    await web.get(HISTORY)
    assert django.calls == before + 1


async def test_a_grant_runs_out(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting, monkeypatch: Any
) -> None:
    monkeypatch.setattr(fast_path, "GRANT_S", 0.0)
    web.cookies.update(ready)
    await web.get(HISTORY)
    await web.get(HISTORY)
    assert django.calls == 2


async def test_other_routes_and_methods_pass_through(
    ready: dict[str, str], web: httpx.AsyncClient, django: Counting
) -> None:
    web.cookies.update(ready)
    await web.get(HISTORY)
    assert (await web.head(HISTORY)).status_code in {200, 405}
    assert (await web.get("/api/v1/instruments/AAA")).json()["symbol"] == "AAA"
    assert django.calls == 3
