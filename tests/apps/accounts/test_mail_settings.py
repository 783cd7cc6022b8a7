"""The mail server of Settings: sealed, the owner's business, in force at once, tried for real."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import mail

from apps.accounts import mail_settings
from apps.accounts.mail.servers import SMTP_BACKEND, STORED_BACKEND
from apps.accounts.models import MailServer
from apps.accounts.selectors import mail_home, mail_problem
from tests.servers.smtp import (
    PASSWORD,
    REFUSED,
    USER,
    SmtpServer,
    make_certificate,
    smtp_server,
)

URL = "/api/v1/settings/mail"
TO = "a@example.org"
TYPED: dict[str, Any] = {
    "host": "127.0.0.1", "port": 25, "security": "none", "from_address": "alerts@example.org",
}  # fmt: skip


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def server(certificate: Path) -> Iterator[SmtpServer]:
    with smtp_server(certificate) as made:
        yield made


@pytest.fixture(autouse=True)
def stored_backend(settings: Any) -> None:
    settings.EMAIL_BACKEND = STORED_BACKEND


def put(api: Any, **changes: Any) -> Any:
    return api.put(URL, TYPED | changes, format="json")


def tried(api: Any, to: str = TO) -> dict[str, Any]:
    answer = api.post(f"{URL}/test", {"to": to}, format="json")
    assert answer.status_code == 200, answer.json()
    return dict(answer.json())


def test_without_one_there_is_a_problem_that_names_the_way(alice_api: Any) -> None:
    said = alice_api.get(URL).json()
    assert (said["origin"], said["server"], said["may_change"]) == ("none", None, True)
    assert said["problem"] == mail_problem() == alice_api.get("/api/v1/meta").json()["mail_problem"]
    assert "in Settings under E-mail" in said["problem"]
    refused = alice_api.post(f"{URL}/test", {"to": TO}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_mail_server")
    assert alice_api.delete(URL).json()["code"] == "no_stored_mail_server"


def test_a_stored_server_counts_at_once_and_keeps_its_password(
    alice_api: Any, server: SmtpServer
) -> None:
    server.manner = "login"
    stored = put(alice_api, port=server.port, user=USER, password=PASSWORD)
    assert stored.status_code == 200
    assert mail_problem() == ""
    shown = stored.json()["server"]
    assert (shown["user"], shown["has_password"], shown["tested_at"]) == (USER, True, None)
    assert PASSWORD.encode() not in stored.content + alice_api.get(URL).content
    assert PASSWORD not in repr(MailServer.objects.get().__dict__)
    assert tried(alice_api) == {"ok": True, "cause": ""}
    assert server.logins == [USER]
    assert "From: alerts@example.org" in server.mails[0]
    assert f"To: {TO}" in server.mails[0]
    assert alice_api.get(URL).json()["server"]["tested_at"] is not None


def test_other_mail_goes_the_same_way(alice_api: Any, server: SmtpServer, settings: Any) -> None:
    put(alice_api, port=server.port)
    mail.send_mail("Sightline alert", "AAA rose", None, [TO])
    settings.MAIL_FROM_IN_ENVIRONMENT, settings.DEFAULT_FROM_EMAIL = True, "env@example.org"
    mail.send_mail("Sightline alert", "BBB fell", None, [TO])
    mail.send_mail("Another sender", "CCC", "own@example.org", [TO])
    senders = [text.split("From: ")[1].split("\n")[0] for text in server.mails]
    assert senders == ["alerts@example.org", "env@example.org", "own@example.org"]


@pytest.mark.parametrize(
    ("manner", "changes", "cause"),
    [
        ("login", {"user": USER, "password": "wrong"}, "refused the login (535 5.7.8 Bad"),
        ("full", {}, "did not take the mail (421 Too many connections)"),
        ("other", {}, "does not speak SMTP"),
        ("open", {"security": "starttls"}, "STARTTLS extension not supported"),
        ("open", {"security": "tls"}, "does not speak TLS at this port"),
        ("tls", {"security": "tls", "host": "localhost"}, "not valid: self-signed certificate"),
        ("starttls", {"security": "starttls"}, "certificate is not valid: "),
        ("silent", {}, "timed out"),
    ],
)
def test_the_true_answer_of_the_server(
    alice_api: Any,
    server: SmtpServer,
    monkeypatch: pytest.MonkeyPatch,
    manner: Any,
    changes: dict[str, Any],
    cause: str,
) -> None:
    monkeypatch.setattr(mail_settings, "TEST_TIMEOUT_S", 0.3)
    server.manner = manner
    put(alice_api, port=server.port, **changes)
    said = tried(alice_api)
    assert said["ok"] is False
    assert cause in said["cause"]
    assert server.mails == []


def test_a_refused_recipient_takes_the_test_back(alice_api: Any, server: SmtpServer) -> None:
    put(alice_api, port=server.port)
    assert tried(alice_api)["ok"] is True
    assert "does not take mail to this address (550" in tried(alice_api, REFUSED)["cause"]
    assert alice_api.get(URL).json()["server"]["tested_at"] is None


def test_nobody_listens_or_has_that_name(alice_api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    put(alice_api, port=port)
    assert "nothing listens at this host and port" in tried(alice_api)["cause"]
    put(alice_api, host="mail.invalid")
    unknown = socket.gaierror(-2, "Name or service not known")
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: (_ for _ in ()).throw(unknown))
    assert "no address is known for its name" in tried(alice_api)["cause"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_by_a_certificate_that_is_trusted(
    alice_api: Any,
    server: SmtpServer,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    security: Any,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server.manner = security
    put(alice_api, host="localhost", port=server.port, security=security)
    assert tried(alice_api) == {"ok": True, "cause": ""}
    assert len(server.mails) == 1


def test_a_password_is_kept_for_the_same_way_only(alice_api: Any) -> None:
    login = {"user": USER, "password": PASSWORD, "security": "tls"}
    assert put(alice_api, user=USER).json()["errors"][0]["field"] == "password"
    assert put(alice_api, password=PASSWORD).json()["errors"][0]["field"] == "password"
    assert put(alice_api, **login).status_code == 200
    kept = {"user": USER, "security": "tls"}
    assert put(alice_api, **kept, from_address="new@example.org").status_code == 200
    for other in ({"host": "evil.example"}, {"security": "none"}, {"port": 26}, {"user": "eve"}):
        refused = put(alice_api, **(kept | other))
        assert refused.status_code == 400, other
        assert "Enter the password again" in refused.json()["detail"]
    assert MailServer.objects.get().host == "127.0.0.1"
    assert put(alice_api, security="tls").json()["server"]["has_password"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "https://mail.example.org"},
        {"host": "mail.example.org:25"},
        {"host": "mail\r\nQUIT"},
        {"host": ""},
        {"port": 0},
        {"port": 65_536},
        {"security": "ssl"},
        {"from_address": "Olga <olga@example.org>"},
        {"from_address": "a@example.org\nBcc: b@example.org"},
        {"user": USER, "password": "pässword"},
        {"user": USER, "password": ""},
        {"pasword": "x"},
    ],
)
def test_bad_input_is_refused_by_its_field(alice_api: Any, wrong: dict[str, Any]) -> None:
    refused = put(alice_api, **wrong)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] in wrong
    assert not MailServer.objects.exists()


def test_only_the_owner_sees_sets_and_tries(alice_api: Any, charlie_api: Any) -> None:
    put(alice_api, host="mail.example.org")
    said = charlie_api.get(URL).json()
    assert (said["may_change"], said["server"], said["origin"]) == (False, None, "stored")
    for answer in (
        put(charlie_api, host="evil.example"),
        charlie_api.delete(URL),
        charlie_api.post(f"{URL}/test", {"to": TO}, format="json"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "owner_only")
    assert alice_api.delete(URL).status_code == 204
    assert alice_api.get(URL).json()["origin"] == "none"


def test_a_server_of_the_environment_goes_first_and_is_shown(alice_api: Any, settings: Any) -> None:
    put(alice_api, host="stored.example")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP_BACKEND, "env.example"
    settings.EMAIL_PORT, settings.EMAIL_USE_SSL = 465, True
    said = alice_api.get(URL).json()
    assert said["origin"] == "environment"
    assert (said["server"]["host"], said["server"]["security"]) == ("env.example", "tls")
    assert put(alice_api).json()["code"] == "mail_in_environment"
    assert mail_home() == "SIGHTLINE_EMAIL_URL"


def test_a_password_sealed_by_a_lost_secret_is_reported_and_not_used(
    alice_api: Any, settings: Any
) -> None:
    put(alice_api, user=USER, password=PASSWORD)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    said = alice_api.get(URL).json()
    assert said["server"]["readable"] is False
    assert "cannot be read any more" in said["problem"]


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_what_goes_nowhere_is_a_problem(db: None, settings: Any, backend: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert "SIGHTLINE_EMAIL_BACKEND" in mail_problem()


def test_without_a_server_mail_is_printed(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    mail.send_mail("Reset", "the link", None, [TO])
    assert "the link" in capsys.readouterr().out
