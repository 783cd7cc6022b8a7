"""``./sightline up``: from nothing to a running product."""

import os
import sys
import time
import uuid
import webbrowser
from dataclasses import dataclass

from launcher.backups.restore import finish_interrupted
from launcher.checks.disk import TO_INSTALL, TO_RUN, check_space
from launcher.checks.health import HealthWatch, ask
from launcher.environment import ensure_environment, is_installed
from launcher.errors import LauncherError
from launcher.install.frontend import ensure_frontend
from launcher.install.once import ensure_demo, ensure_migrated
from launcher.install.spark_install import ensure_spark
from launcher.layout import Layout, open_data_folder
from launcher.logs import open_logs
from launcher.mode import Wishes, read_wishes
from launcher.running import processes
from launcher.running.child_environment import product_environment
from launcher.running.leftovers import MARK, end_leftovers
from launcher.running.ports import check_port, free_port
from launcher.running.redis_server import find_server, server_command, socket_path
from launcher.running.run_lock import hold
from launcher.running.supervisor import Supervisor, failure_of
from launcher.terminal import paint, say

_READY_SECONDS = 120.0
_CRASHES_THAT_END_THE_START = 3


@dataclass(frozen=True, slots=True)
class UpOptions:
    """What the command line asked for."""

    port: int
    browser: bool
    spark: bool = False


def up(layout: Layout, options: UpOptions) -> int:
    """Prepare what is missing, then run until someone stops it."""
    begin = time.monotonic()
    wishes = read_wishes()
    open_data_folder(layout)
    # Installers inherit it from here on, as the product's processes do.
    run_id = os.environ[MARK] = uuid.uuid4().hex
    with hold(layout, port=options.port, run_id=run_id) as previous:
        if previous is not None:
            ended = end_leftovers(previous.run_id)
            say(f"  The last run was killed; {ended} of its processes were left and are ended.")
        finish_interrupted(layout, os.environ.get("DATABASE_URL", "").strip())
        check_port(wishes.host, options.port)
        prepare(layout)
        if options.spark:
            ensure_spark(layout)
        env = _environment(layout, wishes, options, run_id)
        ensure_migrated(layout, env)
        if wishes.mode == "demo":
            ensure_demo(layout, env)
        _run(layout, wishes, options, env, begin)
    return 0


def prepare(layout: Layout) -> None:
    """Install and build what is missing."""
    check_space(layout.root, TO_RUN if is_installed(layout) else TO_INSTALL)
    check_space(layout.data, TO_RUN)
    ensure_environment(layout)
    ensure_frontend(layout)


def _environment(layout: Layout, wishes: Wishes, options: UpOptions, run_id: str) -> dict[str, str]:
    env = product_environment(layout, mode=wishes.mode)
    env |= {MARK: run_id, "SIGHTLINE_PORT": str(options.port)}
    if wishes.bundled_redis:
        env["REDIS_URL"] = f"unix://{socket_path(layout)}"
    if wishes.simulator:
        env.setdefault("SIGHTLINE_SIMULATOR_PORT", str(free_port()))
    return env


def _redis_command(layout: Layout, wishes: Wishes) -> tuple[str, ...] | None:
    if not wishes.bundled_redis:
        return None
    server = find_server(layout)
    if server is None:
        raise LauncherError(
            "No Redis server of version 6.2 or newer runs on this machine",
            "install redis-server, or set REDIS_URL to one that runs elsewhere",
        )
    return server_command(server, socket_path(layout))


def _run(
    layout: Layout, wishes: Wishes, options: UpOptions, env: dict[str, str], begin: float
) -> None:
    specs = processes.table(
        layout,
        host=wishes.host,
        port=options.port,
        redis_command=_redis_command(layout, wishes),
        simulator=wishes.simulator,
    )
    with Supervisor(specs, root=layout.root, env=env, log=open_logs(layout)) as supervisor:
        supervisor.start(processes.FIRST)
        _wait_until_ready(supervisor, wishes, options)
        if not supervisor.is_stopping:
            _greet(wishes, options, time.monotonic() - begin)
        supervisor.start(processes.SECOND)
        watch = HealthWatch(wishes.host, options.port, supervisor.log)
        watch.start()
        supervisor.run()
        watch.stop()
        supervisor.log("stopping; press Ctrl-C once more to stop at once")
    say("  Stopped.")


def _wait_until_ready(supervisor: Supervisor, wishes: Wishes, options: UpOptions) -> None:
    def settled() -> bool:
        broken = supervisor.crashed("web", _CRASHES_THAT_END_THE_START)
        return broken is not None or ask(wishes.host, options.port, patience=2.0).serves

    if not supervisor.run_until(settled, seconds=_READY_SECONDS) and not supervisor.is_stopping:
        line = ask(wishes.host, options.port).line
        raise LauncherError(
            f"The web process is not ready after {_READY_SECONDS:.0f} s ({line})",
            "read its lines above; './sightline doctor' looks for the usual causes",
        )
    broken = supervisor.crashed("web", _CRASHES_THAT_END_THE_START)
    if broken is not None:
        raise failure_of(broken)


def _greet(wishes: Wishes, options: UpOptions, seconds: float) -> None:
    host = f"[{wishes.host}]" if ":" in wishes.host else wishes.host
    url = f"http://{host}:{options.port}"
    say()
    say(f"  Sightline is ready at {paint(url, 'bold')} after {seconds:.1f} s")
    if wishes.mode == "demo":
        say("  Sign in as demo with the password demo.")
        say("  Forecasts train in the background; the Jobs screen shows how far they are.")
    else:
        say("  The first visitor signs up as the owner.")
    say("  Ctrl-C stops everything.")
    say()
    if options.browser and _has_display():
        webbrowser.open(url)


def _has_display() -> bool:
    if sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
