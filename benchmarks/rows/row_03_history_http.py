"""Row 3: 2,520 daily bars as JSON over HTTP, signed in, through each whole stack."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks import market_rows, servers
from benchmarks.harness import AnswersDifferError, Measured, Row
from benchmarks.http_load import fetch, load

SYMBOLS, BARS = 300, 2520
NAMES = market_rows.names(SYMBOLS)
_PRODUCT = "config.asgi:application"


def _path(number: int) -> str:
    return f"/api/v1/history?symbol={NAMES[number]}&period=max&interval=1d"


def _token() -> str:
    from apps.accounts.models import ApiToken, User  # noqa: PLC0415  after setup
    from apps.accounts.services import token_create  # noqa: PLC0415

    user, _ = User.objects.get_or_create(username="bench")
    ApiToken.objects.filter(user=user).delete()
    return token_create(user=user, name="bench", scope="read").token


def _agree(ours: object, peer: object) -> str:
    """The same closes, whatever the names round them."""
    closes = [[bar["close"] for bar in json.loads(str(body))["bars"]] for body in (ours, peer)]
    if closes[0] != closes[1]:
        raise AnswersDifferError("the closes differ")
    return f"the same {len(closes[0])} closes"


def _contender(
    port: int, headers: Mapping[str, str], *, cold: Path | None = None
) -> Callable[[], Measured]:
    """A contender that loads one server for a while.

    Warm: the same series again and again. Cold: each of many series once, after everything that
    was derived from the rows is gone from the folder `cold`.
    """

    def contend() -> Measured:
        body = fetch(port, _path(0), headers).decode()
        if cold is None:
            return Measured(
                *load(port, lambda _n: _path(0), headers, seconds=2.0, most=10**9), body
            )
        shutil.rmtree(cold, ignore_errors=True)
        return Measured(*load(port, _path, headers, seconds=2.0, most=SYMBOLS), body)

    return contend


def rows() -> Iterator[Row]:
    """Measure warm (bytes that were made before) and cold (rows to bytes)."""
    market_rows.prepare(symbols=SYMBOLS, bars=BARS)
    from django.conf import settings  # noqa: PLC0415  after setup

    headers = {"Authorization": f"Bearer {_token()}"}
    data, wire = Path(settings.DATA_DIR), Path(settings.PANEL_DIR) / "wire"
    with ExitStack() as stack:

        def serve(application: str, **env: str) -> int:
            port, _ = stack.enter_context(servers.asgi(application, env, data / "bench.log"))
            return port

        product = serve(_PRODUCT, DJANGO_SETTINGS_MODULE="benchmarks.peers.settings")
        drf = serve(_PRODUCT, DJANGO_SETTINGS_MODULE="benchmarks.peers.drf_settings")
        size = len(fetch(product, _path(0), headers))
        static = serve("benchmarks.peers.static_asgi:application", SIGHTLINE_BENCH_BYTES=str(size))

        for name, state, goal, folder in (
            ("warm", "series read before", 80, None),
            ("cold", "series read for the first time", 40, wire),
        ):
            yield Row(
                number="3",
                name=f"history-{name}",
                work=f"2,520 daily bars as JSON over HTTP, {state}",
                ours=_contender(product, headers, cold=folder),
                peer=_contender(drf, headers),
                goal=goal,
                agree=_agree,
                peer_name="DRF ModelSerializer, same server and sign-in",
                depends="cores: the load comes from the same machine",
                limit=_contender(static, headers),
                limit_name="the bare ASGI server with ready bytes",
                unit="request",
                rounds=3,
            )
