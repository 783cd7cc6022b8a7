"""/alerts/rules."""

import pytest
from rest_framework.test import APIClient

from apps.accounts.mail.servers import STORED_BACKEND
from apps.alerts.models import AlertRule
from apps.alerts.serializers import AlertRuleWriteSerializer
from apps.instruments.models import InstrumentRow
from tests.servers.names import names_lead_to

URL = "/api/v1/alerts/rules"
RULE = {"kind": "price", "symbol": "aaa", "threshold": 10}
PAIR = {"kind": "z_score", "symbol": "AAA", "symbol_x": "BBB", "threshold": 2}


@pytest.fixture
def made(alice_api: APIClient) -> str:
    answer = alice_api.post(URL, RULE, format="json")
    assert answer.status_code == 201
    return f"{URL}/{answer.json()['id']}"


def test_it_is_stored_armed_and_active(alice_api: APIClient, made: str) -> None:
    body = alice_api.get(made).json()
    assert (body["symbol"], body["armed"], body["active"]) == ("AAA", True, True)
    assert alice_api.get(URL).json()["results"] == [body]


def test_it_can_be_changed_replaced_and_deleted(alice_api: APIClient, made: str) -> None:
    assert alice_api.patch(made, {"active": False}, format="json").json()["active"] is False
    replaced = alice_api.put(made, RULE | {"threshold": 20}, format="json").json()
    assert replaced["threshold"] == 20
    assert alice_api.delete(made).status_code == 204
    assert alice_api.get(made).status_code == 404


def test_a_put_without_optional_fields_leaves_none_of_the_former(alice_api: APIClient) -> None:
    optional = {
        "name": "Mine", "direction": "below", "repeat": "once", "cooldown_s": 77, "active": False,
        "quiet_start": "22:00", "quiet_end": "07:00", "channels": [{"type": "in_app"}] * 2,
    }  # fmt: skip
    url = f"{URL}/{alice_api.post(URL, RULE | optional, format='json').json()['id']}"
    new = alice_api.post(URL, RULE, format="json").json()
    replaced = alice_api.put(url, RULE, format="json").json()
    own = {"id", "created_at"}
    assert {k: v for k, v in replaced.items() if k not in own} == {
        k: v for k, v in new.items() if k not in own
    }
    assert (replaced["name"], replaced["active"], replaced["cooldown_s"]) == ("", True, 300)


def test_a_put_leaves_no_setting_that_it_does_not_send(alice_api: APIClient, made: str) -> None:
    other = {
        "name": "Mine", "kind": "z_score", "symbol": "BBB", "symbol_x": "AAA", "interval": "1m",
        "window": 60, "method": "kalman", "log": False, "intercept": False, "measure": "realised",
        "direction": "either", "threshold": 2.0, "min_correlation": 0.5, "repeat": "once",
        "cooldown_s": 77, "quiet_start": "22:00", "quiet_end": "07:00", "channels": [],
        "active": False,
    }  # fmt: skip
    assert other.keys() == AlertRuleWriteSerializer().fields.keys(), "name every setting here"
    new = alice_api.get(made).json()
    AlertRule.objects.update(**other)
    assert alice_api.put(made, RULE, format="json").json() == new


def test_a_put_of_a_pair_takes_the_defaults_of_its_hedge(alice_api: APIClient) -> None:
    pair = PAIR | {"interval": "1m", "window": 60}
    hedge = {"method": "rolling_ols", "log": False, "intercept": False, "min_correlation": 0.5}
    url = f"{URL}/{alice_api.post(URL, pair | hedge, format='json').json()['id']}"
    body = alice_api.put(url, pair, format="json").json()
    assert [body[name] for name in hedge] == ["ols", True, True, None]


def test_what_is_answered_can_be_sent_back(alice_api: APIClient, made: str) -> None:
    body = alice_api.get(made).json()
    answer = alice_api.put(made, body, format="json")
    assert (answer.status_code, answer.json()) == (200, body)


def test_charlie_sees_and_changes_nothing(charlie_api: APIClient, made: str) -> None:
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.get(made).status_code == 404
    assert charlie_api.put(made, RULE, format="json").status_code == 404
    assert charlie_api.delete(made).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"kind": "magic", "symbol": "AAA"}, 400, "kind"),
        ({"kind": "price", "symbol": "AAA"}, 400, "threshold"),
        ({"kind": "price", "symbol": "NOPE", "threshold": 1}, 404, "symbol"),
        (PAIR, 400, "interval"),
        (PAIR | {"interval": "1m"}, 400, "window"),
        (PAIR | {"interval": "1m", "window": 9}, 400, "window"),
        (PAIR | {"interval": "1m", "window": 60, "symbol_x": "AAA"}, 400, "symbol_x"),
        ({"kind": "price", "symbol": "AAA", "threshold": "nan"}, 400, "threshold"),
        (PAIR | {"interval": "1m", "window": 60, "threshold": -2}, 400, "threshold"),
        (PAIR | {"interval": "1m", "window": 60, "min_correlation": 2}, 400, "min_correlation"),
    ],
)
def test_bad_input_names_the_field(alice_api: APIClient, body, status, field) -> None:
    answer = alice_api.post(URL, body, format="json")
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("channel", "word"),
    [
        ({"type": "webhook", "target": "ftp://example.org"}, "https"),
        ({"type": "webhook", "target": "https://user:pass@example.org"}, "password"),
        ({"type": "webhook", "target": "https://example.org:22/"}, "port"),
        ({"type": "webhook", "target": "https://127.0.0.1/hook"}, "public internet"),
        ({"type": "webhook", "target": "http://10.0.0.8:8080/"}, "public internet"),
        ({"type": "webhook", "target": "http://[fd00::1]/"}, "public internet"),
        ({"type": "webhook", "target": "http://169.254.169.254/latest"}, "public internet"),
        ({"type": "webhook", "target": "https://localhost/hook"}, "public internet"),
        ({"type": "webhook", "target": "https://printer.local/hook"}, "public internet"),
        ({"type": "apprise", "target": "json://127.0.0.1"}, "json is not one of"),
        ({"type": "email", "target": "nobody"}, "name@example.org"),
    ],
)
def test_an_unusable_channel_says_why(alice_api: APIClient, channel, word: str) -> None:
    answer = alice_api.post(URL, RULE | {"channels": [channel]}, format="json")
    assert answer.status_code == 422
    assert word in answer.json()["detail"]


def test_a_name_that_leads_inside_is_refused(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch, "192.168.1.1")
    channel = {"type": "webhook", "target": "https://rebind.example.org/"}
    answer = alice_api.post(URL, RULE | {"channels": [channel]}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "webhook_refused")


def test_a_name_without_an_address_may_have_one_later(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch)
    channel = {"type": "webhook", "target": "https://later.example.org/"}
    assert alice_api.post(URL, RULE | {"channels": [channel]}, format="json").status_code == 201


def test_the_webhook_secret_is_a_persons_own(alice_api: APIClient, bob_api: APIClient) -> None:
    url = "/api/v1/alerts/webhook-secret"
    secrets = [api.get(url).json()["secret"] for api in (alice_api, alice_api, bob_api)]
    assert secrets[0] == secrets[1] != secrets[2]


def test_listing_takes_one_query_beside_the_session(
    alice_api: APIClient, made: str, django_assert_num_queries
) -> None:
    # session, user, rules
    with django_assert_num_queries(3):
        alice_api.get(URL)


VOLATILITY = {"kind": "volatility", "symbol": "AAA", "threshold": 0.3}
BREACH = {"kind": "var_breach", "symbol": "AAA"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (RULE | {"min_correlation": 0.5}, "min_correlation"),
        (RULE | {"symbol_x": "BBB"}, "symbol_x"),
        (RULE | {"window": 60}, "window"),
        (RULE | {"interval": "1m"}, "interval"),
        (RULE | {"measure": "realised"}, "measure"),
        (RULE | {"method": "kalman"}, "method"),
        (RULE | {"log": False}, "log"),
        (RULE | {"intercept": True}, "intercept"),
        (VOLATILITY | {"interval": "1d"}, "interval"),
        (BREACH | {"measure": "predicted"}, "measure"),
        (BREACH | {"direction": "below"}, "direction"),
        ({"kind": "forecast_flip", "symbol": "AAA", "min_correlation": 0.1}, "min_correlation"),
        (PAIR | {"interval": "1m", "window": 60, "measure": "realised"}, "measure"),
        (PAIR | {"interval": "1m", "window": 60, "direction": "below"}, "direction"),
    ],
)
def test_what_a_kind_does_not_use_is_refused(alice_api: APIClient, body, field: str) -> None:
    for url in (URL, f"{URL}/preview"):
        answer = alice_api.post(url, body, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_a_patch_cannot_bring_what_the_kind_does_not_use(alice_api: APIClient, made: str) -> None:
    answer = alice_api.patch(made, {"min_correlation": 0.5}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "min_correlation")


def test_a_rule_of_another_kind_forgets_the_former_kinds(alice_api: APIClient) -> None:
    pair = PAIR | {"interval": "1m", "window": 60, "min_correlation": 0.5}
    url = f"{URL}/{alice_api.post(URL, pair, format='json').json()['id']}"
    body = alice_api.put(url, RULE, format="json").json()
    names = ("symbol_x", "interval", "window", "min_correlation", "direction")
    assert [body[name] for name in names] == ["", "", 0, None, "above"]


@pytest.mark.parametrize(
    ("hours", "field", "words"),
    [
        ({"quiet_start": "22:00"}, "quiet_end", "Give both hours, or none."),
        ({"quiet_end": "07:00"}, "quiet_start", "Give both hours, or none."),
        (
            {"quiet_start": "07:00", "quiet_end": "07:00"},
            "quiet_end",
            "Give two different hours, or none.",
        ),
    ],
)
def test_quiet_hours_are_two(alice_api: APIClient, made: str, hours, field, words) -> None:
    for answer in (
        alice_api.post(URL, RULE | hours, format="json"),
        alice_api.patch(made, hours, format="json"),
    ):
        assert answer.status_code == 400
        assert answer.json()["errors"] == [{"field": field, "message": words}]


def test_one_quiet_hour_cannot_be_taken_away_alone(alice_api: APIClient, made: str) -> None:
    both = {"quiet_start": "22:00", "quiet_end": "07:00"}
    assert alice_api.patch(made, both, format="json").status_code == 200
    assert alice_api.patch(made, {"quiet_end": None}, format="json").status_code == 400
    assert alice_api.patch(made, {"quiet_end": "22:00"}, format="json").status_code == 400
    assert alice_api.patch(made, dict.fromkeys(both), format="json").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        RULE | {"threshold": 0},
        RULE | {"threshold": -5},
        {"kind": "change", "symbol": "AAA", "threshold": -1.5, "direction": "below"},
        {"kind": "change", "symbol": "AAA", "threshold": -1},
        {"kind": "change", "symbol": "AAA", "threshold": -0.05, "direction": "either"},
        BREACH | {"threshold": 1},
        {"kind": "forecast_flip", "symbol": "AAA", "threshold": 1.5},
        {"kind": "data_fault", "symbol": "AAA", "threshold": 9},
    ],
)
def test_a_level_that_makes_no_sense_is_refused(alice_api: APIClient, body) -> None:
    answer = alice_api.post(URL, body, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "threshold")


@pytest.mark.parametrize("kind", ["price", "volatility"])
def test_what_has_one_side_is_not_watched_either_way(alice_api: APIClient, kind: str) -> None:
    body = {"kind": kind, "symbol": "AAA", "threshold": 0.5, "direction": "either"}
    answer = alice_api.post(URL, body, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "direction")


def test_the_list_on_the_screen_is_always_a_channel(alice_api: APIClient, made: str) -> None:
    in_app = {"type": "in_app", "target": ""}
    hook = {"type": "email", "target": "a@example.org"}
    assert alice_api.get(made).json()["channels"] == [in_app]
    assert alice_api.patch(made, {"channels": []}, format="json").json()["channels"] == [in_app]
    changed = alice_api.patch(made, {"channels": [hook]}, format="json").json()
    assert changed["channels"] == [in_app, hook]


def test_email_without_a_mail_server_is_refused(alice_api: APIClient, made, settings) -> None:
    settings.EMAIL_BACKEND = STORED_BACKEND
    channels = [{"type": "in_app"}, {"type": "email", "target": "a@example.org"}]
    for answer in (
        alice_api.post(URL, RULE | {"channels": channels}, format="json"),
        alice_api.patch(made, {"channels": channels}, format="json"),
    ):
        assert answer.status_code == 400
        error = answer.json()["errors"][0]
        assert error["field"] == "channels[1].type"
        assert "sets one in Settings under E-mail" in error["message"]
    assert "in Settings under E-mail" in alice_api.get("/api/v1/meta").json()["mail_problem"]


def test_with_a_mail_server_there_is_no_problem(anonymous_api: APIClient) -> None:
    assert anonymous_api.get("/api/v1/meta").json()["mail_problem"] is None


def test_a_rule_that_cannot_be_corrected_can_be_switched_off(
    alice_api: APIClient, made: str
) -> None:
    InstrumentRow.objects.filter(symbol="AAA").delete()
    assert alice_api.patch(made, {"active": False}, format="json").status_code == 200
    assert alice_api.patch(made, {"active": True}, format="json").status_code == 404
