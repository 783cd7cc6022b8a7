"""Every operation of the OpenAPI document declares what it asks of a token, and holds to it."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from drf_spectacular.generators import EndpointEnumerator
from rest_framework.test import APIClient

from apps.accounts.answers import Scope
from apps.accounts.models import User
from apps.accounts.services import token_create
from apps.alerts.models import AlertRule
from apps.core.clock import now
from apps.core.web.scopes import need_of, scopes

SAMPLES: Final = {
    "{symbol}": "AAPL",
    "{job_id}": "00000000-0000-4000-8000-000000000000",
    "{run_id}": "1",
    "{name}": "polygon",
    "{measure_id}": "risk.sharpe",
}
# What is a POST and only computes, by hand: the rule is what an operation does.
COMPUTATIONS: Final = {
    "/api/v1/alerts/rules/preview",
    "/api/v1/pairs/adf",
    "/api/v1/pairs/backtest",
    "/api/v1/pairs/scan",
    "/api/v1/portfolio/optimize",
    "/api/v1/quality/alignment",
    "/api/v1/risk/portfolio",
    "/api/v1/uploads/preview",
    "/api/v1/ws-ticket",
}
SECRETS: Final = {
    ("GET", "/api/v1/alerts/webhook-secret"),
    ("GET", "/api/v1/tokens"),
    ("POST", "/api/v1/tokens"),
    ("DELETE", "/api/v1/tokens/{token_id}"),
    ("PUT", "/api/v1/settings/mail"),
    ("DELETE", "/api/v1/settings/mail"),
    ("POST", "/api/v1/settings/mail/test"),
    ("PUT", "/api/v1/settings/providers/{name}/key"),
    ("DELETE", "/api/v1/settings/providers/{name}/key"),
    ("POST", "/api/v1/settings/providers/{name}/test"),
}


def _operations() -> Iterator[tuple[str, str, Any]]:
    for path, _, method, callback in EndpointEnumerator().get_api_endpoints():
        if path.startswith("/api/v1/"):
            yield method, path, callback.cls


OPERATIONS: Final = sorted(_operations(), key=lambda one: one[:2])
IDS: Final = [f"{method} {path}" for method, path, _ in OPERATIONS]


def _example(path: str) -> str:
    parts = [SAMPLES.get(part, "1") if part.startswith("{") else part for part in path.split("/")]
    if "optimizations" in path:
        parts = [SAMPLES["{job_id}"] if part == "1" else part for part in parts]
    return "/".join(parts)


def _refused(user: User, scope: Scope, method: str, path: str) -> bool:
    secret = token_create(user=user, name=scope, scope=scope).token
    api = APIClient(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})
    answer = api.generic(method, _example(path), "{}", "application/json", HTTP_PREFER="wait=0")
    answer.close()  # an export streams from a file
    assert answer.status_code not in {401, 405, 500}, answer.content
    if answer.status_code != 403:
        return False
    code = answer.json()["code"]
    # The owner's own routes refuse by another name; a token's scope comes first.
    return code in {"permission_denied", "token_not_allowed"}


@pytest.mark.parametrize(("method", "path", "view"), OPERATIONS, ids=IDS)
def test_it_is_declared(method: str, path: str, view: Any) -> None:
    assert method in getattr(view, "token_scopes", {}), "say what it asks of a token"
    need = need_of(view, method)
    if (method, path) in SECRETS:
        assert need == "person"
    elif method == "GET" or path in COMPUTATIONS:
        assert need == "read"
    else:
        assert need == "write"


@pytest.mark.parametrize(("method", "path", "view"), OPERATIONS, ids=IDS)
def test_tokens_are_held_to_it(alice: User, method: str, path: str, view: Any) -> None:
    open_to_all = not view.authentication_classes
    need = need_of(view, method)
    assert _refused(alice, "read", method, path) is (need != "read" and not open_to_all)
    if method != "DELETE":  # a second one would meet what the first has left
        assert _refused(alice, "write", method, path) is (need == "person")


def test_the_document_says_it(anonymous_api: APIClient) -> None:
    paths = anonymous_api.get("/api/schema/?format=json").json()["paths"]
    said = {
        (method.upper(), path): operation.get("x-token-scope")
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith("/api/")  # signing in takes no tokens
    }
    assert None not in said.values()
    assert {key for key, need in said.items() if need == "person"} == SECRETS
    assert {
        path for (method, path), need in said.items() if (method, need) == ("POST", "read")
    } == (COMPUTATIONS)


def test_what_says_nothing_is_closed() -> None:
    class Silent:
        """Declares nothing."""

    class Half:
        """Declares one method."""

        token_scopes = scopes(get="read")

    assert [need_of(Silent, method) for method in ("GET", "HEAD", "OPTIONS", "POST")] == [
        "person"
    ] * 4
    assert [need_of(Half, method) for method in ("GET", "HEAD", "OPTIONS", "POST")] == [
        "read", "read", "read", "person",
    ]  # fmt: skip


def test_sessions_are_not_held_to_it(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    assert client.get("/api/v1/alerts/webhook-secret").json()["secret"]
    assert client.get("/api/v1/tokens").status_code == 200


@pytest.mark.parametrize(
    ("scope", "shown"),
    [("read", "discord://[hidden]"), ("write", "discord://4711/my-token")],
)
def test_a_reading_token_sees_no_token_of_a_service(alice: User, scope: Scope, shown: str) -> None:
    rule = AlertRule.objects.create(
        owner=alice,
        kind="price",
        symbol="AAPL",
        direction="above",
        threshold=1.0,
        cooldown_s=0,
        created_at=now(),
        market_time=now(),
        channels=[{"type": "apprise", "target": "discord://4711/my-token"}],
    )
    secret = token_create(user=alice, name=scope, scope=scope).token
    api = APIClient(headers={"Authorization": f"Bearer {secret}"})
    one = api.get(f"/api/v1/alerts/rules/{rule.pk}").json()
    (listed,) = api.get("/api/v1/alerts/rules").json()["results"]
    assert one["channels"] == listed["channels"] == [{"type": "apprise", "target": shown}]
