"""Health and metrics where orchestrators and scrapers look by habit."""

import pytest
from rest_framework.test import APIClient


@pytest.mark.parametrize("path", ["health/live", "health/ready", "metrics"])
def test_the_root_answers_as_the_api_does(anonymous_api: APIClient, path: str) -> None:
    here, there = anonymous_api.get(f"/{path}"), anonymous_api.get(f"/api/v1/{path}")
    assert here.status_code == there.status_code
    assert here["Content-Type"] == there["Content-Type"]
    assert "html" not in here["Content-Type"]
