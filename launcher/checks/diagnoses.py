"""What doctor looks at: each check says what it found, or raises the problem with its fix."""

import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess

from launcher import addresses, environment
from launcher.backups.damage import damage_error
from launcher.backups.integrity import State, examine
from launcher.backups.known import proven_advice
from launcher.backups.parts import SECRETS, sqlite_path
from launcher.backups.secrets_file import SecretsError, read_field_keys
from launcher.backups.swap import is_interrupted
from launcher.checks.disk import TO_RUN, check_space
from launcher.errors import LauncherError, put_back
from launcher.install import frontend, torch_install
from launcher.install.node import OLDEST_NODE_TEXT, find_node, machine_node_version
from launcher.layout import Layout, open_data_folder
from launcher.mode import read_wishes
from launcher.running import redis_server
from launcher.running.child_environment import product_environment
from launcher.running.ports import check_port
from launcher.running.run_lock import is_held, read_holder

_DEFAULT_PORT = 8000
_UP = "run ./sightline up"
_PIN = r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,_-]+\])?==\S+( ; .*)? \\"
_HASH = r"--hash=sha256:[0-9a-f]{64}( \\)?"
_LOCK_LINE = re.compile(rf"{_PIN}|{_HASH}|#.*|")


def python_version(_layout: Layout) -> str:
    """The launcher's own Python; the start script checked that it is new enough."""
    return f"{platform.python_version()} ({platform.system()} {platform.machine()})"


def data_folder(layout: Layout) -> str:
    """Whether the data folder can be written."""
    open_data_folder(layout)
    return str(layout.data)


def disk(layout: Layout) -> str:
    """Whether there is room to run."""
    check_space(layout.data, TO_RUN)
    return f"{shutil.disk_usage(layout.data).free / 1024**3:.1f} GB free"


def secrets(layout: Layout) -> str:
    """Whether the secrets are whole and for this user only."""
    file = layout.data / SECRETS
    if not file.exists():
        return "none yet, the first start makes them"
    if file.is_file() and file.stat().st_mode & 0o077:
        raise LauncherError(f"{file} can be read by others", f"run: chmod 600 {file}")
    try:
        read_field_keys(file)
    except SecretsError as error:
        raise LauncherError(
            f"{file} cannot be used ({error})",
            "keep it and the database as they are, and look for a copy of this file; a new one"
            " cannot decrypt stored provider keys",
        ) from error
    return "there, whole, mode 0600"


def settings(_layout: Layout) -> str:
    """Whether the environment's choices can be read."""
    wishes = read_wishes()
    return f"{wishes.mode} mode, listening on {wishes.host}"


def running_product(layout: Layout) -> str:
    """Whether a product runs here, or one was killed."""
    holder = read_holder(layout)
    if is_held(layout):
        return f"runs as process {holder.pid} on port {holder.port}" if holder else "runs"
    if holder is None:
        return "none"
    return f"the last one (process {holder.pid}) was killed; the next start cleans up"


def port(layout: Layout) -> str:
    """Whether the usual port is free."""
    if is_held(layout):
        return "used by the running product"
    check_port(read_wishes().host, _DEFAULT_PORT)
    return f"{_DEFAULT_PORT} is free"


def requirement_locks(layout: Layout) -> str:
    """Whether the lock files are whole."""
    for name in (environment.TOOLS, environment.PRODUCT, environment.DEVELOPMENT):
        file = layout.root / name
        lines = file.read_text().splitlines() if file.is_file() else ["missing"]
        broken = [line for line in lines if not _LOCK_LINE.fullmatch(line.strip())]
        if broken:
            raise LauncherError(f"{name} is damaged at {broken[0]!r}", put_back(name))
    package_lock = layout.frontend / "package-lock.json"
    try:
        json.loads(package_lock.read_text())
    except (OSError, ValueError) as error:
        raise LauncherError(
            f"frontend/package-lock.json is missing or damaged ({error})",
            put_back("frontend/package-lock.json"),
        ) from error
    return "whole"


def virtual_environment(layout: Layout) -> str:
    """Whether the installed packages are those of the lock."""
    if not layout.python.exists():
        raise LauncherError("There is no virtual environment", _UP)
    if not environment.is_installed(layout):
        raise LauncherError("The virtual environment is not what the lock says", _UP)
    return str(layout.venv)


def torch(layout: Layout) -> str:
    """Whether PyTorch is there."""
    version = torch_install.installed_version(layout)
    if not version:
        raise LauncherError("PyTorch is not installed", _UP)
    return version


def node(layout: Layout) -> str:
    """Whether the front end can be built, should that be needed."""
    if find_node(layout):
        version = machine_node_version()
        return ".".join(map(str, version)) if version else "from the virtual environment"
    return f"none of {OLDEST_NODE_TEXT} or newer; up fetches it when the front end must be built"


def frontend_build(layout: Layout) -> str:
    """Whether the built front end belongs to the present sources."""
    if not frontend.is_built(layout):
        raise LauncherError("The front end is not built from the present sources", _UP)
    return "built"


def redis(layout: Layout) -> str:
    """Whether a Redis can be started."""
    if not read_wishes().bundled_redis:
        return addresses.judge_redis()
    server = redis_server.best_server(layout)
    if server is None:
        raise LauncherError("No Redis server of 6.2 or newer is here", _UP)
    found = f"{server.full}, {server.program}"
    if server.is_maintained:
        return found
    return (
        f"{found}; its makers fix it no more, so install valkey-server or redis-server of"
        f" {'.'.join(map(str, redis_server.MAINTAINED))} or newer, and the next start uses that"
    )


def spark(_layout: Layout) -> str:
    """Whether the Spark master is one and can be reached."""
    return addresses.judge_spark()


def other_addresses(_layout: Layout) -> str:
    """Whether the addresses of providers, venue and mail server that were set can be reached."""
    named = [name for name in addresses.PROVIDERS if addresses.value(name)]
    return "; ".join(f"{name} {addresses.judge_provider(name)}" for name in named) or "none is set"


def database(layout: Layout) -> str:
    """Whether the SQLite file is whole; a server elsewhere is asked by the product's own checks."""
    if is_interrupted(layout) and not is_held(layout):
        raise LauncherError(
            f"A restore of {layout.data} was interrupted",
            "run ./sightline up, which puts the old state back",
        )
    url = os.environ.get("DATABASE_URL", "").strip()
    if url and not url.startswith("sqlite:"):
        return addresses.judge_database()
    file = sqlite_path(layout, url)
    if not file.is_file():
        return "none yet, the first start makes it"
    verdict = examine(file)
    if verdict.state is not State.WHOLE:
        better = proven_advice(layout, url) if verdict.state is State.DAMAGED else ""
        raise damage_error(file, verdict, better)
    return f"whole, by SQLite {sqlite3.sqlite_version}"


def product_checks(layout: Layout) -> str:
    """Settings and migrations, asked of the product itself."""
    if not environment.is_installed(layout):
        return "skipped until the environment is installed"
    env = product_environment(layout, mode=read_wishes().mode)
    for words, fix in ((("check",), "correct what it names"), (("migrate", "--check"), _UP)):
        done = subprocess.run(  # noqa: S603  fixed commands
            [str(layout.python), "manage.py", *words],
            cwd=layout.root,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            lines = (done.stderr or done.stdout).strip().splitlines()
            # The check of the migrations says nothing when some are missing.
            last = lines[-1] if lines else "the tables are of an older version"
            raise LauncherError(f"manage.py {' '.join(words)}: {last}", fix)
    return "pass"
