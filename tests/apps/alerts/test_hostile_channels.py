"""Hostile channels through the API: stored or refused with the field, never an error of ours."""

from random import Random

import pytest
from rest_framework.test import APIClient

from tests.apps.alerts.hostile_targets import hostile_apprise, hostile_webhook
from tests.servers.names import names_lead_to

URL = "/api/v1/alerts/rules"
RULE = {"kind": "price", "symbol": "AAA", "threshold": 100}


@pytest.fixture
def rule(alice_api: APIClient, monkeypatch: pytest.MonkeyPatch) -> str:
    names_lead_to(monkeypatch, "93.184.215.14")
    return f"{URL}/{alice_api.post(URL, RULE, format='json').json()['id']}"


@pytest.mark.parametrize(
    ("kind", "make"), [("apprise", hostile_apprise), ("webhook", hostile_webhook)]
)
def test_every_hostile_target_is_answered(alice_api: APIClient, rule: str, kind, make) -> None:
    random = Random(20_261_201)
    statuses: set[int] = set()
    for _ in range(200):
        target = make(random, 8080)
        body = {"channels": [{"type": "in_app"}, {"type": kind, "target": target}]}
        answer = alice_api.patch(rule, body, format="json")
        statuses.add(answer.status_code)
        if answer.status_code != 200:
            assert answer.json()["errors"][0]["field"].startswith("channels")
    assert 422 in statuses
    assert statuses <= {200, 400, 422}


@pytest.mark.parametrize(
    "target",
    ["nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a@b.example;c@d.e",
     "Name <a@b.example>", "a@b@c.example", "@b.example"],
)  # fmt: skip
def test_an_email_channel_is_one_address(alice_api: APIClient, rule: str, target: str) -> None:
    body = {"channels": [{"type": "email", "target": target}]}
    answer = alice_api.patch(rule, body, format="json")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "field": "channels[0].target",
            "message": "An e-mail channel needs one address such as name@example.org.",
        }
    ]
