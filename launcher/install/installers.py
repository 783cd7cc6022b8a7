"""Installing Python packages into the virtual environment, by uv or by pip."""

from collections.abc import Sequence

from launcher.command import CommandError, run_logged
from launcher.install.pip_settings import uv_environment
from launcher.layout import Layout
from launcher.progress import Step
from launcher.running.child_environment import tool_environment


def uv_install(layout: Layout, arguments: Sequence[str], shown: Step) -> None:
    """Run ``uv pip install``; fails like a command when uv is not there."""
    uv = layout.bin / "uv"
    if not uv.exists():
        raise CommandError([str(uv)], 127, ["uv is not installed"])
    command = [str(uv), "pip", "install", "--python", str(layout.python), *arguments]
    env = tool_environment(layout) | uv_environment(layout)
    run_logged(command, cwd=layout.root, env=env, on_line=shown.note)


def pip_install(layout: Layout, arguments: Sequence[str], shown: Step) -> None:
    """Run ``pip install`` in the environment."""
    quiet = ["--disable-pip-version-check", "--progress-bar", "off", "--no-input"]
    command = [str(layout.python), "-m", "pip", "install", *quiet, *arguments]
    run_logged(command, cwd=layout.root, env=tool_environment(layout), on_line=shown.note)
