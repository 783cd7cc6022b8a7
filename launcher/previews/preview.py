"""``./sightline preview DIR``: the front end as static files over what a demo answered."""

import os
from collections.abc import Mapping
from pathlib import Path

from launcher.command import CommandError, run_logged
from launcher.install.frontend import ensure_packages, run_npm
from launcher.install.node import ensure_node
from launcher.layout import Layout, open_data_folder
from launcher.previews.target import check_target, files_of, replacing
from launcher.progress import step
from launcher.running.child_environment import tool_environment
from launcher.running.own_product import own_product
from launcher.running.ports import free_port
from launcher.terminal import paint, say
from launcher.up import prepare

# A demo of its own: it never meets the database, keys or settings of an installation.
_OF_INSTALLATIONS = ("SIGHTLINE_", "DATABASE_URL", "REDIS_URL")


def preview(layout: Layout, folder: Path) -> int:
    """Record a demo into a folder; the folder is replaced only by a whole preview."""
    target = folder.expanduser().absolute()
    check_target(target)
    open_data_folder(layout)
    prepare(layout)
    with replacing(target) as made:
        build_page(layout, made)
        with own_product(
            layout, demo_environment(layout), port=free_port(), what="the preview"
        ) as url:
            record(layout, url, made)
    size = sum((target / name).stat().st_size for name in files_of(target))
    say()
    say(f"  The preview is in {paint(str(target), 'bold')} ({size / 1e6:.1f} MB).")
    say("  Any host of static files shows it, in any folder. To look at it here:")
    say(f"    python3 -m http.server 8080 --directory {target}")
    return 0


def build_page(layout: Layout, made: Path) -> None:
    """Build the front end for a preview into a folder; the product's build is not touched."""
    node = ensure_node(layout)
    ensure_packages(layout, node)
    with step("Build the preview's page") as shown:
        try:
            run_npm(layout, node, ["run", "build:preview", "--", str(made)], shown)
        except CommandError as error:
            raise error.to_launcher_error(
                "The preview's page does not build", "correct what the lines above name"
            ) from error


def record(layout: Layout, url: str, made: Path, *options: str) -> None:
    """Record what a running demo answers into the built page's folder."""
    command = [str(layout.python), "-m", "scripts.recorder", "--url", url, "--into", str(made)]
    with step("Record a demo, once it is full") as shown:
        try:
            run_logged(
                [*command, *options],
                cwd=layout.root,
                env=tool_environment(layout),
                on_line=shown.note,
            )
        except CommandError as error:
            raise error.to_launcher_error(
                "The demo cannot be recorded", "read the lines above and run this again"
            ) from error


def demo_environment(layout: Layout, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a demo that knows nothing of this machine's installation."""
    kept = tool_environment(layout, inherited)
    demo = {name: each for name, each in kept.items() if not name.startswith(_OF_INSTALLATIONS)}
    return demo | {"SIGHTLINE_MODE": "demo"}
