"""``./sightline bench [NAME]``: the benchmarks, with what their peers need installed."""

import subprocess

from launcher.environment import ensure_environment
from launcher.install.spark_install import spark_if_possible
from launcher.layout import Layout, open_data_folder
from launcher.running.child_environment import product_environment
from launcher.running.spawn import guarded


def bench(layout: Layout, arguments: list[str]) -> int:
    """Run the rows, each on a data folder of its own; their JSON goes to DATA/bench."""
    open_data_folder(layout)
    ensure_environment(layout, development=True)
    if not arguments or {"13", "features"} & set(arguments):
        spark_if_possible(layout, else_skipped="Row 13")
    out = layout.data / "bench"
    command = [str(layout.python), "-m", "benchmarks", *arguments, "--out", str(out)]
    return subprocess.run(  # noqa: S603  arguments are the caller's own words
        guarded(command),
        cwd=layout.root,
        env=product_environment(layout, mode="demo"),
        check=False,
    ).returncode
