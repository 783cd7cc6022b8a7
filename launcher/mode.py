"""What the environment asks for: mode, address, venue; wrong values stop the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from launcher.errors import LauncherError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Wishes:
    """The choices that decide which processes run and where they listen."""

    mode: str
    host: str
    bundled_redis: bool
    simulator: bool


def read_wishes(env: Mapping[str, str] = os.environ) -> Wishes:
    """Read the variables of the contract."""
    mode = _value(env, "SIGHTLINE_MODE") or "demo"
    if mode not in ("demo", "live"):
        raise LauncherError(f"SIGHTLINE_MODE is {mode!r}", "set it to demo or live")
    host = _value(env, "SIGHTLINE_HOST") or LOOPBACK[0]
    if mode == "demo" and host not in LOOPBACK:
        raise LauncherError(
            f"Demo mode has a known password and cannot listen on {host}",
            "unset SIGHTLINE_HOST, or use SIGHTLINE_MODE=live",
        )
    return Wishes(
        mode=mode,
        host=host,
        bundled_redis=not _value(env, "REDIS_URL"),
        simulator=mode == "demo" and not _value(env, "SIGHTLINE_BINANCE_WS_URL"),
    )


def _value(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()
