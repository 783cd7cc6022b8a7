"""PyTorch, installed first and as the CPU build: the registry's brings gigabytes of CUDA.

Tried in turn: the folder in PIP_FIND_LINKS, PyTorch's CPU index, the plain registry. A build
that is already there, e.g. one for a GPU that the user installed, counts when the version fits.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher.command import CommandError
from launcher.install.installers import pip_install
from launcher.layout import Layout
from launcher.progress import Step, step
from launcher.terminal import say

_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
_CONNECT_SECONDS = "8"


def installed_version(layout: Layout) -> str:
    """Version of the installed torch without its build mark (2.13.0+cpu is 2.13.0), or ''."""
    for folder in layout.site_packages.glob("torch-*.dist-info"):
        version = folder.name.removeprefix("torch-").removesuffix(".dist-info")
        return version.partition("+")[0]
    return ""


def ensure_torch(layout: Layout, pin: str) -> None:
    """Install the pinned torch unless some build of that version is there."""
    if installed_version(layout) == pin.partition("==")[2]:
        return
    with step(f"Install {pin} (CPU build)") as shown:
        if any(_try(layout, arguments, shown) for arguments in _small_builds(pin)):
            return
        _install_plain(layout, pin, shown)


def _small_builds(pin: str) -> list[list[str]]:
    tries = [
        ["--no-deps", "--no-index", "--find-links", str(folder), pin] for folder in _link_folders()
    ]
    if sys.platform == "linux":
        patience = ["--timeout", _CONNECT_SECONDS, "--retries", "0"]
        tries.append(["--no-deps", "--index-url", _CPU_INDEX, *patience, pin])
    return tries


def _link_folders() -> list[Path]:
    words = os.environ.get("PIP_FIND_LINKS", "").split()
    return [Path(word) for word in words if any(Path(word).glob("torch-*.whl"))]


def _try(layout: Layout, arguments: Sequence[str], shown: Step) -> bool:
    try:
        pip_install(layout, arguments, shown)
    except CommandError:
        return False
    return True


def _install_plain(layout: Layout, pin: str, shown: Step) -> None:
    if sys.platform == "linux":
        say("  !! PyTorch's CPU index cannot be reached; the registry's build takes several GB.")
    try:
        # With its dependencies: the registry's build needs its CUDA libraries to be imported.
        pip_install(layout, [pin], shown)
    except CommandError as error:
        raise error.to_launcher_error(
            f"{pin} cannot be installed",
            "connect to the network, or put its wheel into a folder and name it in PIP_FIND_LINKS",
        ) from error
