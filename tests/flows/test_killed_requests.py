"""A server is killed in the middle of requests with keys: their retries find what was done."""

import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import connection

from tests.apps.realtime.live_server import LiveServer
from tests.servers.postgres import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.slow]
LISTS = 24
KILLED_AFTER = 7
LAPSE = (
    "from apps.core.models import IdempotencyRecord; from apps.core.clock import now;"
    "print(IdempotencyRecord.objects.filter(status=None).update(lease_until=now()))"
)
TOKEN = (
    "from apps.accounts.models import User; from apps.accounts.services import token_create;"
    "user = User.objects.get(username='alice');"
    "print(token_create(user=user, name='w', scope='write').token)"
)
Answer = tuple[int, dict[str, Any]]


class Site:
    """A server that is killed and started again, and somebody's token for it."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        server.people("alice")
        self._token = self.shell(TOKEN)
        server.start()

    def shell(self, code: str) -> str:
        return self.server.manage("shell", "-c", code).split()[-1]

    def ask(self, path: str, body: object = None, key: str = "", wait: int = 0) -> Answer:
        """Get, or post with a key; status 0 is no answer at all."""
        headers = {"Authorization": f"Bearer {self._token}", "Prefer": f"wait={wait}"}
        if key:
            headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
        data = json.dumps(body).encode() if key else None
        url = f"http://127.0.0.1:{self.server.port}/api/v1/{path}"
        try:
            with urlopen(Request(url, data, headers), timeout=60) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refused:
            return refused.code, json.load(refused) | {"after": refused.headers["Retry-After"]}
        except (OSError, HTTPException):
            return 0, {}

    def crash(self) -> None:
        """Kill the server and start it again."""
        self.server.process.kill()
        self.server.start()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="sl-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        postgres = PostgresServer(folder).start() if connection.vendor == "postgresql" else None
        url = postgres.url if postgres else f"sqlite:///{folder}/live.sqlite3"
        server = LiveServer(folder, url, "redis://127.0.0.1:1/0")
        try:
            yield Site(server)
        finally:
            server.end()
            if postgres:
                postgres.kill()


def test_the_job_of_a_lost_request_is_found_by_its_retry(site: Site) -> None:
    with ThreadPoolExecutor(1) as pool:
        lost: Future[Answer] = pool.submit(site.ask, "quality/alignment", {}, "once", 60)
        while not (jobs := site.ask("jobs")[1]["results"]):
            assert not lost.done()
        site.crash()
        assert lost.result() == (0, {})
    status, refused = site.ask("quality/alignment", {}, "once")
    assert (status, refused["code"]) == (409, "request_in_progress")
    assert 1 <= int(refused["after"]) <= 30
    # Ended meanwhile, so that only the request's own record leads to it.
    site.shell("from apps.jobs.models import Job; print(Job.objects.update(state='dead'))")
    assert site.shell(LAPSE) == "1"
    status, found = site.ask("quality/alignment", {}, "once")
    assert status >= 400
    assert found["code"] != "request_in_progress"
    assert [job["id"] for job in site.ask("jobs")[1]["results"]] == [jobs[0]["id"]]


def test_each_key_makes_one_thing_whenever_the_server_is_killed(site: Site) -> None:
    def post(number: int) -> Answer:
        return site.ask("watchlists", {"name": f"List {number}"}, f"key-{number}")

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(post, number) for number in range(LISTS)]
        asked[KILLED_AFTER].result()
        site.crash()
        first = [one.result()[0] for one in asked]
    assert 0 in first, "the kill hit nothing"
    site.shell(LAPSE)
    answers = [post(number) for number in range(LISTS)]
    assert [status for status, _ in answers] == [201] * LISTS
    names = [one["name"] for one in site.ask("watchlists?limit=100")[1]["results"]]
    assert sorted(names) == sorted(f"List {number}" for number in range(LISTS))
