"""The optional Spark engine: PySpark from its own lock, a large package that few need."""

import shutil

from launcher.command import CommandError, run_logged
from launcher.environment import is_installed, stamp_installed
from launcher.errors import LauncherError
from launcher.install.install_lock import installing
from launcher.install.pip_settings import uv_environment
from launcher.layout import Layout
from launcher.progress import step
from launcher.running.child_environment import tool_environment
from launcher.terminal import paint, say

SPARK = "requirements-spark.txt"
_LIMIT_S = 600.0
_NO_JAVA = "Spark needs Java 17 or newer and there is none on this machine"


def ensure_spark(layout: Layout) -> None:
    """Install PySpark unless it is there; half a gigabyte is fetched and built, within a limit."""
    if shutil.which("java") is None:
        raise LauncherError(_NO_JAVA, "install a JRE, or leave --with-spark out")
    if is_installed(layout, SPARK):
        return
    command = [str(layout.bin / "uv"), "pip", "install", "--python", str(layout.python)]
    command += ["--no-deps", "--require-hashes", "-r", SPARK, "--reinstall"]
    env = tool_environment(layout) | uv_environment(layout)
    with installing(layout, "PySpark"):
        with step("Install PySpark (460 MB)") as shown:
            try:
                run_logged(command, cwd=layout.root, env=env, on_line=shown.note, limit_s=_LIMIT_S)
            except CommandError as error:
                raise error.to_launcher_error(
                    "PySpark cannot be installed",
                    "leave --with-spark out to go on with the polars engine, or try again",
                ) from error
        stamp_installed(layout, SPARK)


def spark_if_possible(layout: Layout, *, else_skipped: str) -> None:
    """Install PySpark where Java is; elsewhere say what is skipped without it."""
    try:
        ensure_spark(layout)
    except LauncherError as error:
        say(paint(f"  !! {else_skipped} will be skipped: {error.sentence}", "yellow"))
