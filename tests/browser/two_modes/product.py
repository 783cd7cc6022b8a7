"""A signed-in person's way into a product, by screen and by the API that the screens use."""

import time
from dataclasses import dataclass
from typing import Any, Final, Literal

from playwright.sync_api import APIResponse, BrowserContext

from apps.forecasts.types import TRAIN

Mode = Literal["demo", "live"]
SYMBOLS: Final = ("IBM", "AAPL", "MSFT")
"""Both products have them: the demo from its fixture, live mode from the local providers."""
_JOB_S: Final = 240.0
_ENDED: Final = frozenset({"done", "failed", "dead", "cancelled"})


@dataclass(frozen=True)
class Product:
    """One running product and one signed-in window."""

    mode: Mode
    context: BrowserContext

    def ask(self, method: str, path: str, body: object = None) -> APIResponse:
        """Send a request as the screens do, and wait for the job if it becomes one."""
        answer = self._send(method, path, body, wait=30)
        if answer.status != 202:
            return answer
        self.finish(answer.json()["id"])
        return self._send(method, path, body, wait=30)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Return the JSON of an answer that must be a good one."""
        answer = self.ask(method, path, body)
        assert answer.ok, (self.mode, method, path, answer.status, answer.text()[:400])
        return answer.json()

    def finish(self, job_id: str) -> None:
        """Wait until a job is done."""
        end = time.monotonic() + _JOB_S
        while True:
            job = self._send("GET", f"/api/v1/jobs/{job_id}").json()
            if job["state"] in _ENDED:
                assert job["state"] == "done", (self.mode, job["kind"], job["error"])
                return
            assert time.monotonic() < end, (self.mode, job["kind"], job["state"], job["step"])
            time.sleep(0.3)

    def trained(self) -> None:
        """Wait until a training has ended and none is under way.

        It follows a start and an addition by itself, some seconds later: that none is under way
        right after a start only says that it has not begun.
        """
        end = time.monotonic() + _JOB_S
        while True:
            trainings = [
                (job["state"], job["step"])
                for job in self.call("GET", "/api/v1/jobs?limit=200")["results"]
                if job["kind"] == TRAIN.name
            ]
            if trainings and all(state in _ENDED for state, _ in trainings):
                return
            assert time.monotonic() < end, (self.mode, trainings)
            time.sleep(0.5)

    def _send(self, method: str, path: str, body: object = None, wait: int = 0) -> APIResponse:
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        csrf = next((value for name, value in cookies.items() if "csrf" in name), "")
        headers = {"X-CSRFToken": csrf, "Prefer": f"wait={wait}"}
        return self.context.request.fetch(
            path, method=method, headers=headers, data=body, timeout=(wait + 30) * 1_000
        )
