"""Run benchmark rows: ``python -m benchmarks [NAME]``; people type ``./sightline bench``."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import Result
from benchmarks.report import table, write_json

_FOLDER = Path(__file__).resolve().parent / "rows"


def modules(wanted: str) -> list[str]:
    """Row modules in the order of their numbers; `wanted` is a part of a name or a row number."""
    names = sorted(path.stem for path in _FOLDER.glob("row_*.py"))
    if wanted.isdecimal():
        return [name for name in names if int(name.split("_")[1]) == int(wanted)]
    return [name for name in names if wanted.replace("-", "_") in name]


def run(names: list[str], scratch: Path) -> tuple[list[Result], list[str]]:
    """Measure each row file; one that fails is named and the others go on."""
    results: list[Result] = []
    failed: list[str] = []
    for name in names:
        sys.stdout.write(f"{name} ...\n")
        sys.stdout.flush()
        found = _run_one(name, scratch / name)
        if found is None:
            failed.append(name)
        else:
            results.extend(found)
    return results, failed


def _run_one(name: str, folder: Path) -> list[Result] | None:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "results.json"
    done = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "benchmarks.single", name, str(target)],
        env={**os.environ, "SIGHTLINE_DATA_DIR": str(folder)},
        check=False,
    )
    if done.returncode != 0:
        return None
    return [Result(**fields) for fields in json.loads(target.read_text())]


def main() -> int:
    """Measure, print, write; 1 when a row failed or answers differ, 2 when none has the name."""
    parser = argparse.ArgumentParser(prog="./sightline bench")
    parser.add_argument("name", nargs="?", default="", help="part of a row's name, or its number")
    parser.add_argument("--out", type=Path, required=True, help="folder for the JSON file")
    options = parser.parse_args()
    names = modules(options.name)
    if not names:
        known = ", ".join(modules(""))
        sys.stderr.write(f"No benchmark is called {options.name!r}; there are: {known}.\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    results, failed = run(names, options.out / "data")
    if results:
        sys.stdout.write(f"\n{table(results)}\n\n{write_json(results, options.out)}\n")
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
