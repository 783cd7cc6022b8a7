"""Building the front end, only when a source or the lock file changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from launcher.command import CommandError, run_logged
from launcher.errors import put_back
from launcher.install.install_lock import installing
from launcher.install.node import Node, ensure_node
from launcher.install.stamps import drop_stamp, hash_files, is_stamped, write_stamp
from launcher.layout import Layout
from launcher.progress import Step, step
from launcher.running.child_environment import tool_environment

_NOT_SOURCES = frozenset(
    {"node_modules", "dist", "dist-next", "dist-before", "coverage", "test-results", ".vite"}
)
_FRONTEND = "the front end"
_BUILD_STAMP, _PACKAGES_STAMP = "build", "packages"


def sources(layout: Layout) -> Iterator[Path]:
    """Every file that can change the build."""
    for folder, folders, files in os.walk(layout.frontend):
        folders[:] = [name for name in folders if name not in _NOT_SOURCES]
        yield from (Path(folder) / name for name in files if not name.startswith("."))


def is_built(layout: Layout) -> bool:
    """Whether frontend/dist was built from the present sources."""
    built = layout.frontend / "dist" / "index.html"
    digest = hash_files(sources(layout))
    return built.is_file() and is_stamped(_stamps(layout), _BUILD_STAMP, digest)


def ensure_frontend(layout: Layout) -> None:
    """Have an up-to-date build in frontend/dist."""
    if is_built(layout):
        return
    with installing(layout, _FRONTEND):
        if not is_built(layout):
            _build(layout)


def _build(layout: Layout) -> None:
    digest = hash_files(sources(layout))
    node = ensure_node(layout)
    ensure_packages(layout, node)
    # What a build that is cut off leaves belongs to no sources, not even to those of before.
    drop_stamp(_stamps(layout), _BUILD_STAMP)
    with step("Build the front end") as shown:
        try:
            run_npm(layout, node, ["run", "build"], shown)
        except CommandError as error:
            raise error.to_launcher_error(
                "The front end does not build", "correct what the lines above name"
            ) from error
    write_stamp(_stamps(layout), _BUILD_STAMP, digest)


def ensure_packages(layout: Layout, node: Node) -> None:
    """Install just what package-lock.json says."""
    lock = layout.frontend / "package-lock.json"
    digest = hash_files([lock], also=str(node.folder)) if lock.is_file() else ""
    there = (layout.frontend / "node_modules").is_dir()
    if there and digest and is_stamped(_stamps(layout), _PACKAGES_STAMP, digest):
        return
    drop_stamp(_stamps(layout), _PACKAGES_STAMP)
    with step("Install the front end's packages") as shown:
        try:
            run_npm(layout, node, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], shown)
        except CommandError as error:
            raise error.to_launcher_error(
                "The front end's packages cannot be installed",
                f"{put_back('frontend/package-lock.json')}; then run this again",
            ) from error
    write_stamp(_stamps(layout), _PACKAGES_STAMP, digest)


def run_npm(layout: Layout, node: Node, arguments: list[str], shown: Step) -> None:
    """Run npm in the front end's folder."""
    run_logged(
        [*node.npm, *arguments],
        cwd=layout.frontend,
        env=npm_environment(layout, node),
        on_line=shown.note,
    )


def npm_environment(layout: Layout, node: Node) -> dict[str, str]:
    """Environment in which scripts find the same Node."""
    env = tool_environment(layout)
    return {**env, "PATH": f"{node.folder}{os.pathsep}{env['PATH']}", "CI": "1"}


def _stamps(layout: Layout) -> Path:
    # Beside node_modules and dist and not in the data folder: the build is the checkout's.
    return layout.venv / "frontend-stamps.json"
