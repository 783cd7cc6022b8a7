"""A database that is away is met in a middleware first, when the session is read."""

from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.middleware.common import CommonMiddleware
from rest_framework.test import APIClient


@pytest.fixture
def browser(alice_api: APIClient) -> APIClient:
    alice_api.raise_request_exception = False
    return alice_api


def test_it_is_answered_with_when_to_come_back(browser: APIClient) -> None:
    with patch.object(SessionStore, "load", side_effect=OperationalError("away")):
        answer = browser.get("/api/v1/instruments")
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_unavailable"
    assert answer.json()["retryable"] is True
    assert int(answer["Retry-After"]) > 0


def test_a_defect_of_a_middleware_is_an_internal_error(browser: APIClient) -> None:
    with patch.object(CommonMiddleware, "process_request", side_effect=KeyError("bug")):
        answer = browser.get("/api/v1/instruments")
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error"
    assert "bug" not in answer.content.decode()
