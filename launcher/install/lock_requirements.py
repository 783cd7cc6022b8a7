"""``./sightline lock``: locks every requirements file anew, with hashes."""

import re
from pathlib import Path

from launcher.command import CommandError, run_logged
from launcher.environment import ensure_environment
from launcher.layout import Layout
from launcher.progress import step
from launcher.running.child_environment import tool_environment
from launcher.terminal import say

_LOCKS = {
    "requirements": "Locked closure of requirements.in, with hashes; torch is pinned apart in"
    " requirements-torch.txt (its CPU and registry builds differ). Remake: ./sightline lock",
    "requirements-dev": "Locked closure of requirements-dev.in, with hashes, and"
    " requirements-data.in without its closure; see requirements.txt.",
    "requirements-spark": "Locked closure of requirements-spark.in, with hashes;"
    " remake: ./sightline lock",
    "requirements-tools": "Locked closure of requirements-tools.in, with hashes;"
    " remake: ./sightline lock",
    "requirements-node": "Locked closure of requirements-node.in, with hashes;"
    " remake: ./sightline lock",
}
# Packages whose files alone are read, locked without what they depend on: some of it does not go
# together with ours. They stand in the lock on the left.
_FILES_ONLY = {"requirements-dev": "requirements-data"}
# torch's CPU and registry builds have different hashes, and only the latter needs CUDA.
_UNLOCKED = re.compile(r"(torch|triton|nvidia-[a-z0-9-]+|cuda-[a-z0-9-]+)==")


def lock_requirements(layout: Layout) -> int:
    """Resolve for the oldest supported Python and write the lock files."""
    ensure_environment(layout)
    for name, heading in _LOCKS.items():
        with step(f"Lock {name}.in"):
            _lock(layout, name, heading)
    say("  Review the change with git diff, then run ./sightline test.")
    return 0


def _lock(layout: Layout, name: str, heading: str) -> None:
    target = layout.root / f"{name}.txt"
    present = target.read_text() if target.exists() else ""
    lock = _compiled(layout, name, present)
    if name in _FILES_ONLY:
        lock += _compiled(layout, _FILES_ONLY[name], present, "--no-deps")
    target.write_text(f"# {heading}\n{without_unlocked(lock)}")


def _compiled(layout: Layout, name: str, present: str, *options: str) -> str:
    fresh = layout.venv / f"{name}.lock"
    # The present lock as a start: versions move only where the .in file makes them.
    fresh.write_text(present)
    command = [str(layout.bin / "uv"), "pip", "compile", "--quiet", "--generate-hashes", *options]
    command += ["--no-header", "--no-annotate", "--python-version", "3.11", "--universal"]
    command += ["--output-file", str(fresh), f"{name}.in"]
    try:
        run_logged(command, cwd=layout.root, env=tool_environment(layout))
    except CommandError as error:
        raise error.to_launcher_error(
            f"{name}.in cannot be resolved", "correct the requirement that the lines above name"
        ) from error
    lock = fresh.read_text()
    Path(fresh).unlink()
    return lock


def without_unlocked(lock: str) -> str:
    """The lock less the blocks (a requirement and its hashes) of packages that stay out."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return "".join(block for block in blocks if not _UNLOCKED.match(block))
