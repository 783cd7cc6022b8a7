"""Every way in for the demo person, under every condition: this machine and demo mode only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.headless.constants import Client as Kind
from allauth.headless.urls import build_urlpatterns
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import Resolver404, resolve

from apps.accounts.guarded.demo import DemoGuardMixin
from apps.accounts.guarded.urls import _routes
from apps.accounts.models import User
from apps.accounts.services import demo_user_ensure, token_create
from apps.realtime.identity import identify

ME = "/api/v1/me"
SESSION = "/_allauth/{kind}/v1/auth/session"
LOCAL = "127.0.0.1"


@dataclass(frozen=True)
class Proofs:
    """What the demo person got on this machine in demo mode."""

    cookie: str
    session_token: str
    api_token: str
    ticket: str


def _sign_in(kind: str) -> tuple[Client, Any]:
    client = Client()
    answer = client.post(
        f"/_allauth/{kind}/v1/auth/login",
        {"username": "demo", "password": "demo"},
        content_type="application/json",
    )
    assert answer.status_code == 200
    return client, answer.json()


@pytest.fixture
def proofs(db: None) -> Proofs:
    demo = demo_user_ensure()
    browser, _ = _sign_in("browser")
    _, app = _sign_in("app")
    return Proofs(
        cookie=browser.cookies["sessionid"].value,
        session_token=app["meta"]["session_token"],
        api_token=token_create(user=demo, name="script", scope="write").token,
        ticket=browser.post("/api/v1/ws-ticket").json()["ticket"],
    )


Meta = dict[str, str]


def _asked(path: str, headers: Meta, meta: Meta) -> bool:
    extra: dict[str, Any] = {**meta}
    answer = Client().get(path, headers=headers, **extra)
    assert answer.status_code in {200, 401, 403, 410}, answer.content
    return answer.status_code == 200


def _socket(headers: Meta, query: str, meta: Meta) -> bool:
    relayed = {name[5:].replace("_", "-"): v for name, v in meta.items() if name[:5] == "HTTP_"}
    lines = [(k.lower().encode(), v.encode()) for k, v in {**headers, **relayed}.items()]
    peer = meta.get("REMOTE_ADDR", LOCAL)
    return (
        identify({"client": (peer, 1), "headers": lines, "query_string": query.encode()})
        is not None
    )


DOORS: dict[str, Callable[[Proofs, Meta], bool]] = {
    "cookie": lambda p, m: _asked(ME, {"Cookie": f"sessionid={p.cookie}"}, m),
    "session token": lambda p, m: _asked(ME, {"X-Session-Token": p.session_token}, m),
    "personal token": lambda p, m: _asked(ME, {"Authorization": f"Bearer {p.api_token}"}, m),
    "allauth, browser": lambda p, m: _asked(
        SESSION.format(kind="browser"), {"Cookie": f"sessionid={p.cookie}"}, m
    ),
    "allauth, app": lambda p, m: _asked(
        SESSION.format(kind="app"), {"X-Session-Token": p.session_token}, m
    ),
    "socket by cookie": lambda p, m: _socket({"Cookie": f"sessionid={p.cookie}"}, "", m),
    "socket by ticket": lambda p, m: _socket({}, f"ticket={p.ticket}", m),
}
CONDITIONS: dict[str, tuple[Meta, bool]] = {
    "this machine": ({}, True),
    "this machine, IPv6": ({"REMOTE_ADDR": "::1"}, True),
    "this machine, IPv4 in IPv6": ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, True),
    "another machine": ({"REMOTE_ADDR": "192.0.2.7"}, False),
    "another machine that says it is this one": (
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": LOCAL},
        False,
    ),
    "a proxy on this machine": ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
    "a proxy on this machine, another header": ({"HTTP_X_REAL_IP": LOCAL}, False),
    "a proxy on this machine, the standard's header": ({"HTTP_FORWARDED": "for=[::1]"}, False),
    "an unknown peer": ({"REMOTE_ADDR": ""}, False),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("condition", [c for c in CONDITIONS if c != "an unknown peer"])
@pytest.mark.parametrize("mode", ["demo", "live"])
def test_every_door_under_every_condition(
    proofs: Proofs, settings: Any, door: str, condition: str, mode: str
) -> None:
    settings.DEMO_LOGIN = mode == "demo"
    meta, from_here = CONDITIONS[condition]
    assert DOORS[door](proofs, meta) is (from_here and mode == "demo")


@pytest.mark.parametrize("door", DOORS)
def test_a_trusted_proxy_does_not_make_a_stranger_local(
    proofs: Proofs, settings: Any, door: str
) -> None:
    """The client wrote the first entry, the proxy the second."""
    from ipaddress import ip_network  # noqa: PLC0415

    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1/32"),)
    meta = {"HTTP_X_FORWARDED_FOR": f"{LOCAL}, 192.0.2.7"}
    assert DOORS[door](proofs, meta) is False


CHANGES = {
    "add an address": ("post", "account/email", {"email": "mine@example.org"}),
    "make an address the first": ("patch", "account/email", {"email": "a@b.c", "primary": True}),
    "send a mail": ("put", "account/email", {"email": "a@b.c"}),
    "remove an address": ("delete", "account/email", {"email": "a@b.c"}),
    "change the password": (
        "post", "account/password/change",
        {"current_password": "demo", "new_password": "a-long-password-7"},
    ),
    "set up a second factor": ("post", "account/authenticators/totp", {"code": "123456"}),
    "ask for a second factor": ("get", "account/authenticators/totp", None),
    "make recovery codes": ("post", "account/authenticators/recovery-codes", {}),
    "change the phone": ("post", "account/phone", {"phone": "+41790000000"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["browser", "app"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_the_demo_person_may_not_change(proofs: Proofs, kind: str, change: str) -> None:
    method, path, body = CHANGES[change]
    headers = {"X-Session-Token": proofs.session_token} if kind == "app" else {}
    client = Client()
    if kind == "browser":
        client.cookies["sessionid"] = proofs.cookie
    answer = getattr(client, method)(
        f"/_allauth/{kind}/v1/{path}", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["code"] == "demo_account"
    demo = User.objects.get(is_demo=True)
    assert demo.check_password("demo")
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()


def test_a_reset_key_does_not_change_the_demo_password(proofs: Proofs) -> None:
    """Of an address that the demo person had before it could have none."""
    from allauth.account.forms import default_token_generator  # noqa: PLC0415
    from allauth.account.utils import user_pk_to_url_str  # noqa: PLC0415

    demo = User.objects.get(is_demo=True)
    key = f"{user_pk_to_url_str(demo)}-{default_token_generator.make_token(demo)}"
    answer = Client().post(
        "/_allauth/app/v1/auth/password/reset",
        {"key": key, "password": "a-long-password-7"},
        content_type="application/json",
    )
    assert answer.status_code == 400
    demo.refresh_from_db()
    assert demo.check_password("demo")


def test_every_route_of_allauth_is_guarded() -> None:
    for kind in (Kind.BROWSER, Kind.APP):
        routes = [route for route, _ in _routes(build_urlpatterns(kind))]
        assert len(routes) > 12
        for route in routes:
            try:
                view = vars(resolve(f"/_allauth/{kind.value}/{route}").func)["view_class"]
            except Resolver404:
                pytest.fail(route)
            assert issubclass(view, DemoGuardMixin), route
            assert view.route == route


def test_others_add_addresses_as_before(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    answer = client.post(
        "/_allauth/browser/v1/account/email",
        {"email": "second@example.org"},
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert EmailAddress.objects.filter(user=alice, email="second@example.org").exists()
