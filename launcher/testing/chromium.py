"""Chromium for the browser tests: the machine's, else Debian's package, else Playwright's."""

import os
import shutil
import sys
from pathlib import Path

from launcher.command import CommandError, run_logged
from launcher.layout import Layout
from launcher.progress import Step, step
from launcher.running.child_environment import tool_environment

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> str:
    """Path of a browser on this machine; empty when there is none."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    return str(_MAC) if sys.platform == "darwin" and _MAC.exists() else ""


def ensure_chromium(layout: Layout) -> str:
    """Path of a browser, installed if need be; empty means Playwright's own."""
    found = find_chromium()
    if found:
        return found
    with step("Get Chromium for the browser tests") as shown:
        if _install_from_debian(layout, shown):
            return find_chromium()
        try:
            run_logged(
                [str(layout.python), "-m", "playwright", "install", "chromium"],
                cwd=layout.root,
                env=tool_environment(layout),
                on_line=shown.note,
            )
        except CommandError as error:
            raise error.to_launcher_error(
                "There is no Chromium and it cannot be fetched", "install Chromium or Chrome"
            ) from error
    return ""


def _install_from_debian(layout: Layout, shown: Step) -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    env = {**tool_environment(layout), "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    try:
        for command in (["apt-get", "update"], install):
            run_logged(command, cwd=layout.root, env=env, on_line=shown.note)
    except CommandError:
        return False
    return bool(find_chromium())
