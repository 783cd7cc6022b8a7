"""Requests to a foreign host name: one problem, a bounded log, no traceback."""

import logging

import pytest
from django.test import Client

from apps.core.log_filters import NoTraceback
from apps.core.web import hosts


@pytest.mark.parametrize(
    "path", ["/api/v1/price?symbol=AAA", "/", "/assets/x.js", "/_allauth/browser/v1/config"]
)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "a b", "[::1", "", "x\n", "😀"]
)
def test_a_foreign_host_is_a_plain_bad_request(db, path: str, host: str, capfd) -> None:
    answer = Client(raise_request_exception=True).get(path, headers={"host": host})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "unknown_host"
    assert "SIGHTLINE_ALLOWED_HOSTS" in answer.json()["detail"]
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_hosts_are_served(db, host: str) -> None:
    assert Client().get("/api/v1/health/live", headers={"host": host}).status_code == 200


def test_a_flood_leaves_one_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000.0]
    monkeypatch.setattr(hosts, "monotonic", lambda: clock[0])
    line = hosts.RareLine(60.0)
    assert [line.due() for _ in range(1_000)] == [0] + [None] * 999
    clock[0] += 60.0
    assert line.due() == 999
    assert line.due() is None


def test_security_lines_come_without_traceback() -> None:
    logger = logging.getLogger("django.security.SuspiciousFileOperation")
    cause = (ValueError, ValueError("x"), None)
    record = logger.makeRecord(logger.name, logging.ERROR, "f", 1, "m", (), cause)
    assert NoTraceback().filter(record)
    assert record.exc_info is None
    parent = logging.getLogger("django.security")
    (ours,) = [one for one in parent.handlers if type(one) is logging.StreamHandler]
    assert not parent.propagate
    assert [type(one) for one in ours.filters] == [NoTraceback]
