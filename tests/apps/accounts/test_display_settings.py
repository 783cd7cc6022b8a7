"""Display settings: defaults, changes, bad values."""

from rest_framework.test import APIClient

URL = "/api/v1/me/settings"


def test_defaults_need_no_row(alice_api: APIClient) -> None:
    assert alice_api.get(URL).json() == {
        "theme": "system",
        "palette": "blue_orange",
        "locale": "en-US",
        "timezone": "UTC",
        "hide_balances": False,
        "hide_setup": False,
        "tour_seen": False,
    }


def test_a_change_keeps_the_rest(alice_api: APIClient) -> None:
    alice_api.patch(URL, {"theme": "dark"}, format="json")
    alice_api.patch(URL, {"tour_seen": True}, format="json")
    body = alice_api.patch(URL, {"hide_balances": True}, format="json").json()
    assert body["theme"] == "dark"
    assert body["tour_seen"] is True
    assert body["hide_balances"] is True


def test_bob_keeps_his_own(alice_api: APIClient, bob_api: APIClient) -> None:
    alice_api.patch(URL, {"theme": "light"}, format="json")
    assert bob_api.get(URL).json()["theme"] == "system"


def test_an_unknown_time_zone_is_named(alice_api: APIClient) -> None:
    answer = alice_api.patch(URL, {"timezone": "Mars/Olympus"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "field": "timezone",
            "message": "Not an IANA time zone; write it like Europe/Zurich or UTC.",
        }
    ]


def test_a_locale_longer_than_the_column_is_refused(alice_api: APIClient) -> None:
    answer = alice_api.patch(URL, {"locale": "hk-4iscZ-GDS-eYCDaE-Qs"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "locale"
