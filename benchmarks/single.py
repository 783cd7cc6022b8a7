"""One row file in a process of its own: ``python -m benchmarks.single ROW FILE``.

Rows neither share caches, compiled kernels and threads, nor a data folder.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.harness import Budget, Result, Row, measure, weigh


def _rows(name: str) -> Iterator[Row | Budget]:
    found: Iterator[Row | Budget] = importlib.import_module(f"benchmarks.rows.{name}").rows()
    return found


def _result(row: Row | Budget) -> Result:
    return weigh(row) if isinstance(row, Budget) else measure(row)


def main() -> None:
    """Measure the file's rows and write the results as JSON."""
    name, target = sys.argv[1:]
    results = [asdict(_result(row)) for row in _rows(name)]
    Path(target).write_text(json.dumps(results))


if __name__ == "__main__":
    main()
