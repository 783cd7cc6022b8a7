"""Who the client is: the peer, unless proxies that are trusted vouch for somebody behind them."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from rest_framework.test import APIRequestFactory

from apps.core.web.caller import caller_of
from apps.core.web.middleware import CallerMiddleware
from apps.core.web.throttling import UserBurstThrottle
from config.env import env_networks

PROXIES = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1/32"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("10.0.0.2", None, "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "127.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("10.0.0.2", "10.0.0.7, 10.0.0.9", "10.0.0.7"),
        ("10.0.0.2", "198.51.100.1:51234", "198.51.100.1"),
        ("fd00::2", "[2001:db8::1]:443", "2001:db8::1"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, unknown", "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "nonsense", "10.0.0.2"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_client_behind_proxies(
    settings: Any, peer: str, forwarded: str | None, client: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert caller_of(peer=peer, headers=headers).address == client


def test_nobody_is_trusted_unless_named(settings: Any) -> None:
    assert settings.TRUSTED_PROXIES == ()
    found = caller_of(peer="127.0.0.1", headers={"x-forwarded-for": "198.51.100.1"})
    assert found.address == "127.0.0.1"
    assert not found.local


def test_only_a_direct_peer_on_loopback_is_local() -> None:
    assert caller_of(peer="127.0.0.1", headers={}).local
    assert caller_of(peer="::1", headers={"host": "localhost"}).local
    assert not caller_of(peer="10.0.0.2", headers={}).local
    assert not caller_of(peer="127.0.0.1", headers={"via": "1.1 proxy"}).local


def test_throttles_count_the_client_and_not_what_it_wrote(settings: Any) -> None:
    """The framework would take the whole header for the name of an anonymous client."""
    seen = []

    def view(request: Any) -> Any:
        seen.append((request.META["REMOTE_ADDR"], UserBurstThrottle().get_ident(request)))

    for forged in ("1.1.1.1", "2.2.2.2"):
        request = APIRequestFactory().get(
            "/", REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR=forged
        )
        CallerMiddleware(view)(request)
    assert seen == [("203.0.113.5", "203.0.113.5")] * 2


def test_the_setting_takes_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_TRUSTED_PROXIES", "127.0.0.1, 172.16.0.0/12, ::1")
    assert env_networks("SIGHTLINE_TRUSTED_PROXIES") == (
        ip_network("127.0.0.1/32"),
        ip_network("172.16.0.0/12"),
        ip_network("::1/128"),
    )
    monkeypatch.setenv("SIGHTLINE_TRUSTED_PROXIES", "the proxy")
    with pytest.raises(ImproperlyConfigured, match=r"names 'the proxy'; write addresses"):
        env_networks("SIGHTLINE_TRUSTED_PROXIES")
