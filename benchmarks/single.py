"""One row file in a process of its own: ``python -m benchmarks.single ROW FILE``.

Rows neither share caches, compiled kernels and threads, nor a data folder.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.harness import Row, measure


def _rows(name: str) -> Iterator[Row]:
    found: Iterator[Row] = importlib.import_module(f"benchmarks.rows.{name}").rows()
    return found


def main() -> None:
    """Measure the file's rows and write the results as JSON."""
    name, target = sys.argv[1:]
    results = [asdict(measure(row)) for row in _rows(name)]
    Path(target).write_text(json.dumps(results))


if __name__ == "__main__":
    main()
