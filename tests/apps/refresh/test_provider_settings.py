"""Data providers in Settings: state, keys, tests; keys go in and never come out."""

from typing import Any

import pytest

from apps.accounts.provider_keys import provider_key_stored
from tests.servers.providers.server import ProviderServer
from tests.servers.providers.universe import KEY

URL = "/api/v1/settings/providers"


def provider(api: Any, name: str) -> dict[str, Any]:
    rows = {row["name"]: row for row in api.get(URL).json()["results"]}
    return dict(rows[name])


def put(api: Any, key: str, name: str = "polygon") -> Any:
    return api.put(f"{URL}/{name}/key", {"key": key}, format="json")


def test_each_has_its_place_state_and_budget(alice_api: Any, providers: ProviderServer) -> None:
    yahoo, polygon = provider(alice_api, "yahoo"), provider(alice_api, "polygon")
    assert (yahoo["state"], yahoo["place"], yahoo["needs_key"]) == ("ready", 1, False)
    assert yahoo["quotas"][0]["used"] == 0
    assert (polygon["state"], polygon["place"]) == ("off", None)


def test_a_key_goes_in_counts_at_once_and_never_comes_out(
    alice_api: Any, providers: ProviderServer, settings: Any
) -> None:
    settings.PROVIDER_ORDER = ("polygon", "yahoo")
    assert provider(alice_api, "polygon")["state"] == "needs_key"
    assert put(alice_api, KEY).status_code == 204
    assert provider_key_stored("polygon") == KEY
    listed = alice_api.get(URL)
    assert KEY.encode() not in listed.content
    row = provider(alice_api, "polygon")
    assert (row["key"]["origin"], row["key"]["last_four"]) == ("stored", KEY[-4:])
    assert alice_api.post(f"{URL}/polygon/test").json() == {"ok": True, "cause": "", "fix": ""}
    assert providers.asked["polygon"] == 1
    assert provider(alice_api, "polygon")["state"] == "working"
    assert alice_api.delete(f"{URL}/polygon/key").status_code == 204
    assert provider(alice_api, "polygon")["state"] == "needs_key"


def test_a_wrong_key_says_so_with_the_fix(
    alice_api: Any, providers: ProviderServer, settings: Any
) -> None:
    settings.PROVIDER_ORDER = ("polygon",)
    put(alice_api, "a-wrong-key")
    said = alice_api.post(f"{URL}/polygon/test").json()
    assert said["ok"] is False
    assert "key" in said["fix"]
    assert "a-wrong-key" not in str(said)
    row = provider(alice_api, "polygon")
    assert (row["state"], bool(row["cause"]), bool(row["failed_at"])) == ("failing", True, True)


@pytest.mark.parametrize(
    ("fault", "cause", "fix"),
    [
        ("rate_limit", "answered 429", "asked again in 7 s"),
        ("server_error", "answered 503", "Try again later"),
        ("cut_connection", "does not answer", "Try again later"),
    ],
)
def test_a_test_says_what_is_wrong_and_spends_a_call(
    alice_api: Any, providers: ProviderServer, settings: Any, fault: Any, cause: str, fix: str
) -> None:
    settings.PROVIDER_ORDER = ("polygon",)
    put(alice_api, KEY)
    providers.faults["polygon"] = fault
    said = alice_api.post(f"{URL}/polygon/test").json()
    assert (cause in said["cause"], fix in said["fix"]) == (True, True)
    row = provider(alice_api, "polygon")
    assert (said["ok"], row["state"], row["cause"]) == (False, "failing", said["cause"])
    assert row["quotas"][0]["used"] > 0


def test_only_the_owner_changes_keys_and_tests(
    alice: Any, alice_api: Any, charlie_api: Any, providers: ProviderServer
) -> None:
    assert charlie_api.get(URL).json()["may_change"] is False
    assert alice_api.get(URL).json()["may_change"] is True
    for answer in (
        put(charlie_api, KEY),
        charlie_api.delete(f"{URL}/polygon/key"),
        charlie_api.post(f"{URL}/polygon/test"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "owner_only")


def test_strangers_see_nothing(anonymous_api: Any) -> None:
    assert anonymous_api.get(URL).status_code == 401
    assert put(anonymous_api, KEY).status_code == 401


def test_bad_input_names_the_cause(alice_api: Any, providers: ProviderServer) -> None:
    for key in ("", "a b c d", "abc", "x" * 257):
        refused = put(alice_api, key)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "key"
    assert put(alice_api, KEY, "nobody").json()["code"] == "unknown_provider"


def test_demo_mode_asks_nobody(alice_api: Any, db: None) -> None:
    assert provider(alice_api, "yahoo")["state"] == "off"
    assert alice_api.post(f"{URL}/yahoo/test").json()["code"] == "provider_off"
