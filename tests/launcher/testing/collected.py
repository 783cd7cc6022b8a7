"""What a plugin of ours leaves of a sample's tests: pytest is asked as the suite asks it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from launcher.layout import ROOT
from launcher.testing.plan import UNUSED

# Loading what no sample uses takes half of the time.
_LEFT_OUT = [f"-pno:{name}" for name in (*UNUSED, "hypothesispytest")]


def collected(folder: Path, sample: str, *options: str) -> Iterator[str]:
    """Give the names of the tests that are left, in order, under the project's own settings."""
    file = folder / "test_sample.py"
    file.write_text(sample)
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--no-header"]
    command += [*_LEFT_OUT, "-c", "pyproject.toml", *options, "--rootdir", str(folder)]
    command += map(str, sorted(folder.glob("test_*.py")))
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return (line.partition("::")[2] for line in listed.stdout.splitlines() if "::" in line)
