"""Write tests/costs.json anew: what share of a run of the suite each dear file of tests is.

    .venv/bin/python -m scripts.suite_costs

It reads the records of the last whole run, `var/tests/*.xml`. Shares are thousandths, as machines
differ in how fast they are and little in what they are slow at; what is less is left out.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from launcher.layout import ROOT
from tests.longest_first import COSTS, read_durations

LEAST: Final = 1.0
"""Thousandths of the whole run."""


def shares(records: Iterable[Path], root: Path = ROOT) -> dict[str, float]:
    """Return the dear files with their shares, each by the run in which it took longest."""
    dearest: dict[str, float] = {}
    for record in records:
        for file, taken in _seconds(record, root).items():
            dearest[file] = max(taken, dearest.get(file, 0.0))
    whole = sum(dearest.values())
    found = {file: round(1_000 * taken / whole, 1) for file, taken in sorted(dearest.items())}
    return {file: share for file, share in found.items() if share >= LEAST}


def _seconds(record: Path, root: Path) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for (module, _), taken in read_durations(record).items():
        for file in _files(module):
            if (root / file).is_file():
                found[file] += taken
                break
    return found


def _files(module: str) -> Iterator[str]:
    """Give the files that a recorded name can be of: the module's, or that of a class in it."""
    parts = module.split(".")
    for end in (len(parts), len(parts) - 1):
        yield "/".join(parts[:end]) + ".py"


def main() -> int:
    """Read the records and write the file."""
    records = sorted((ROOT / "var" / "tests").glob("*.xml"))
    if not records:
        sys.stderr.write("There is no record: run './sightline test' first, to its end.\n")
        return 1
    COSTS.write_text(json.dumps(shares(records), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
