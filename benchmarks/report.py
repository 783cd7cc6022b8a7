"""The table that ``./sightline bench`` prints, and the JSON it leaves."""

import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import Result

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))
_HEADINGS = ("row", "name", "ours", "peer", "limit", "ratio", "goal", "")


def duration(seconds: float | None) -> str:
    """Seconds in the unit a person would choose; a dash when not measured."""
    if seconds is None:
        return "-"
    for size, name in _UNITS:
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds / 1e-9:.2g} ns"


def _cells(result: Result) -> tuple[str, ...]:
    if result.budget is not None:
        return _budget_cells(result)
    return (
        result.number,
        result.name,
        duration(result.ours),
        duration(result.peer),
        duration(result.limit),
        f"{result.ratio:.1f}x",
        f">= {result.goal:g}x",
        "reached" if result.reached else "MISSED",
    )


def _budget_cells(result: Result) -> tuple[str, ...]:
    return (
        result.number,
        result.name,
        f"{result.ours:.0f} {result.unit}",
        "-",
        "-",
        f"{result.ratio:.2f}x",
        f"<= {result.budget:g} {result.unit}",
        "reached" if result.reached else "MISSED",
    )


def table(results: Iterable[Result]) -> str:
    """All results as text: a line of figures, then what was compared, per row."""
    found = list(results)
    cells = [_HEADINGS, *map(_cells, found)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADINGS))]
    lines = ["  ".join(map(str.ljust, cells[0], widths)).rstrip()]
    for result, line in zip(found, cells[1:], strict=True):
        lines.append("  ".join(map(str.ljust, line, widths)).rstrip())
        lines.extend(f"      {text}" for text in _notes(result))
    return "\n".join(lines)


def _notes(result: Result) -> list[str]:
    notes = _compared(result) if result.budget is None else [result.work]
    notes.append(f"depends on: {result.depends}")
    return [*notes, result.note] if result.note else notes


def _compared(result: Result) -> list[str]:
    limit = f"; limit: {result.limit_name}" if result.limit_name else ""
    spread = f"ratios {result.ratio_low:.1f}-{result.ratio_high:.1f}"
    return [
        f"{result.work}, per {result.unit}; peer: {result.peer_name}{limit}",
        f"answers agree: {result.agreement}; {spread}",
    ]


def write_json(results: Iterable[Result], folder: Path) -> Path:
    """Write the results with the machine they were measured on; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    measured_at = datetime.now(tz=UTC)  # noqa: TID251  no Django here, so not apps.core.clock
    document = {
        "measured_at": measured_at.isoformat().replace("+00:00", "Z"),
        "machine": {
            "cores": os.cpu_count(),
            "platform": platform.platform(),
            "python": sys.version.split()[0],
        },
        "rows": [asdict(result) for result in results],
    }
    file = folder / f"bench-{measured_at:%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(document, indent=2) + "\n")
    return file
