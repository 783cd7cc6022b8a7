"""A signed-in client of the demo that is recorded."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import httpx

from scripts.recorder.question import API, Question, get

SESSION: Final = "/_allauth/browser/v1/auth/session"
_OPEN: Final = ("queued", "retrying", "running")
_LOGIN: Final = "/_allauth/browser/v1/auth/login"
_USER, _PASSWORD = "demo", "demo"
_FAULTS: Final = (400, 401, 403, 405, 415)
"""Answers to a question that is wrong, which no screen asks."""
_PATIENCE_S: Final = 120.0
_WAIT_S: Final = 30
_PREPARED: Final = (f"{API}/prediction",)
"""Here the job's result is a training, which only lets the server answer."""
_HEADERS: Final = {
    "Prefer": f"wait={_WAIT_S}",
    "Accept": "application/json",
    "Content-Type": "application/json",
}
_ROUNDS: Final = 40
"""How often a computation is waited for, each time at most `_WAIT_S`."""
_FULL_S: Final = 45 * 60.0
_LOOK_EVERY_S: Final = 3.0


class RecordingError(Exception):
    """The demo cannot be recorded; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and the JSON that came with it."""

    status: int
    body: Any

    @property
    def rows(self) -> list[Any]:
        """The rows of a list's page; of one that was refused there are none."""
        return list(self.body["results"]) if self.status == httpx.codes.OK else []


class Product:
    """Asks the demo as its own person."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, timeout=_PATIENCE_S)
        self._sign_in()

    def close(self) -> None:
        """End the session."""
        self._client.request("DELETE", SESSION, headers=self._csrf())
        self._client.close()

    @property
    def cookie(self) -> str:
        """The session, for the socket."""
        return "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())

    def ask(self, question: Question) -> Answer:
        """Ask, and wait for a computation until its result is there."""
        for _round in range(_ROUNDS):
            response = self._client.request(
                question.method,
                question.address,
                params=dict(question.query),
                content=None if question.body is None else json.dumps(question.body),
                headers=_HEADERS | self._csrf(),
            )
            if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
                time.sleep(float(response.headers.get("Retry-After", "1")))
            elif response.status_code != httpx.codes.ACCEPTED:
                return self._answer(question, response)
            else:
                job = self._finish(response.json()["id"])
                if job.get("result") is not None and question.path not in _PREPARED:
                    return Answer(httpx.codes.OK, job["result"])
        raise RecordingError(f"{question.spelled} was not answered in time")

    def list_of(self, path: str, **query: object) -> list[Any]:
        """Return the rows of a list's first page."""
        return self.ask(get(path, **query)).rows

    def stand_still(self, report: Callable[[str], None], *, sessions: int) -> None:
        """Stop the replay, wait until no work is open, and let the market play some sessions.

        Then all answers are of one moment, and the newest day has its forecasts and scores.
        """
        replayed = self.ask(get("/market/clock")).body["mode"] == "replay"
        if replayed:
            self._set_clock("pause")
        self._rest(report)
        for _session in range(sessions if replayed else 0):
            self._set_clock("step")
            self._rest(report)

    def become_full(self, report: Callable[[str], None]) -> None:
        """Wait until the demo's samples are made; a demo without samples is as full as it gets."""

        def made() -> bool:
            report(f"the demo makes its samples: {self._jobs_open()} open jobs")
            return not self.ask(get("/samples")).body["preparing"]

        self._wait("the demo's samples", made)

    def _rest(self, report: Callable[[str], None]) -> None:
        def rests() -> bool:
            count = self._jobs_open()
            report(f"the demo is at work: {count} open jobs")
            return count == 0 and not self.ask(get("/market/clock")).body["waits_for"]

        self._wait("the end of the demo's work", rests)

    def _set_clock(self, action: str) -> None:
        body = {"action": action}
        answered = self._client.post(f"{API}/market/clock", json=body, headers=self._csrf())
        if answered.status_code != httpx.codes.OK:
            raise RecordingError(f"the market clock does not {action} ({answered.text[:300]})")

    def _wait(self, what: str, done: Callable[[], bool]) -> None:
        end = time.monotonic() + _FULL_S
        while not done():
            if time.monotonic() > end:
                raise RecordingError(f"{what} did not come in {_FULL_S / 60:.0f} minutes")
            time.sleep(_LOOK_EVERY_S)

    def _jobs_open(self) -> int:
        rows = self.list_of("/jobs", limit=200)
        return sum(row["state"] in _OPEN for row in rows)

    def _finish(self, job_id: str) -> dict[str, Any]:
        end = time.monotonic() + _FULL_S
        while time.monotonic() < end:
            job: dict[str, Any] = self.ask(get(f"/jobs/{job_id}")).body
            if job["state"] not in _OPEN:
                return job
            time.sleep(0.5)
        raise RecordingError(f"job {job_id} did not end in {_FULL_S / 60:.0f} minutes")

    def _sign_in(self) -> None:
        try:
            meta = self._client.get(f"{API}/meta").json()
        except httpx.TransportError as error:
            raise RecordingError(f"{self.url} does not answer ({error})") from error
        if meta["mode"] != "demo":
            raise RecordingError(f"{self.url} is no demo: what people own is never recorded")
        self._client.get(SESSION)
        answered = self._client.post(
            _LOGIN, json={"username": _USER, "password": _PASSWORD}, headers=self._csrf()
        )
        if answered.status_code != httpx.codes.OK:
            raise RecordingError(f"the demo's person is not let in ({answered.status_code})")

    def _csrf(self) -> dict[str, str]:
        token = self._client.cookies.get("csrftoken") or ""
        return {"X-CSRFToken": token, "Referer": self.url}

    def _answer(self, question: Question, response: httpx.Response) -> Answer:
        if response.status_code in _FAULTS or response.is_server_error:
            said = f"{response.status_code} {response.text[:300]}"
            raise RecordingError(f"{question.spelled} was answered {said}")
        return Answer(response.status_code, response.json() if response.content else None)
