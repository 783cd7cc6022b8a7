"""Personal API tokens: shown once, scoped, revocable, their owner's alone."""

from typing import Any

from rest_framework.test import APIClient

from apps.accounts.models import ApiToken

URL = "/api/v1/tokens"


def _make(api: APIClient, scope: str = "read") -> dict[str, Any]:
    answer = api.post(URL, {"name": "phone", "scope": scope}, format="json")
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made


def _bearer(secret: object) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_it_shows_the_secret_once_and_stores_a_hash(alice_api: APIClient) -> None:
    made = _make(alice_api)
    assert str(made["token"]).startswith("slt_")
    assert str(made["token"]) not in ApiToken.objects.get().digest
    listed = alice_api.get(URL).json()
    assert listed["next"] is None
    assert "token" not in listed["results"][0]


def test_a_read_token_reads_and_does_not_write(alice_api: APIClient) -> None:
    client = _bearer(_make(alice_api)["token"])
    assert client.get("/api/v1/me").json()["username"] == "alice"
    refused = client.post("/api/v1/watchlists", {"name": "x"}, format="json")
    assert refused.status_code == 403
    assert "write" in refused.json()["detail"]


def test_a_write_token_writes_but_makes_no_tokens(alice_api: APIClient) -> None:
    client = _bearer(_make(alice_api, "write")["token"])
    assert client.post("/api/v1/ws-ticket").status_code == 201
    refused = client.post(URL, {"name": "x", "scope": "write"}, format="json")
    assert refused.json()["code"] == "token_not_allowed"


def test_a_revoked_token_is_refused(alice_api: APIClient) -> None:
    made = _make(alice_api)
    assert alice_api.delete(f"{URL}/{made['id']}").status_code == 204
    assert _bearer(made["token"]).get("/api/v1/me").status_code == 401


def test_charlie_neither_sees_nor_revokes_it(alice_api: APIClient, charlie_api: APIClient) -> None:
    made = _make(alice_api)
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.delete(f"{URL}/{made['id']}").status_code == 404


def test_a_reading_token_may_ask_by_post_and_take_a_socket_ticket(alice_api: APIClient) -> None:
    client = _bearer(_make(alice_api)["token"])
    assert client.post("/api/v1/ws-ticket").status_code == 201
    asked = client.post("/api/v1/risk/portfolio", {"weights": {"NOPE": 1.0}}, format="json")
    assert asked.status_code == 404
    assert client.post("/api/v1/watchlists", {"name": "x"}, format="json").status_code == 403


def test_a_wrong_scope_names_the_field(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, {"name": "x", "scope": "admin"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "scope"


def test_listing_takes_one_query_beside_the_session(
    alice_api: APIClient, django_assert_num_queries
) -> None:
    for _ in range(3):
        _make(alice_api)
    # session, user, tokens
    with django_assert_num_queries(3):
        assert len(alice_api.get(URL).json()["results"]) == 3
