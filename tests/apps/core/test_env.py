"""URLs of the environment: a wrong one stops the start with a sentence and without its secrets."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env_url

SCHEMES = ("http", "https", "redis", "unix", "postgres")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("http://[::1", "malformed host or port"),
        ("http://host:99999", "malformed host or port"),
        ("http://host:abc", "malformed host or port"),
        ("http://host:0", "names no host"),
        ("http://", "names no host"),
        ("redis:///0", "names no host"),
        ("http://host\t.example", "blank or control character"),
        ("http://a b", "blank or control character"),
        ("ftp://user:secret-word@host", "starts with 'ftp'"),
        ("host:80", "starts with 'host'"),
    ],
)
def test_a_malformed_url_is_refused(monkeypatch: pytest.MonkeyPatch, text: str, cause: str) -> None:
    monkeypatch.setenv("SIGHTLINE_TEST_URL", text)
    with pytest.raises(ImproperlyConfigured, match=cause) as caught:
        env_url("SIGHTLINE_TEST_URL", schemes=SCHEMES)
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["http://127.0.0.1:8765", "https://[2606:4700::1]:8443/v1", "unix:///tmp/redis.sock",
     "postgres:///name?host=/tmp", "redis://:secret@host:6379/0"],
)  # fmt: skip
def test_a_usable_url_is_kept(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SIGHTLINE_TEST_URL", text)
    assert env_url("SIGHTLINE_TEST_URL", schemes=SCHEMES) == text
