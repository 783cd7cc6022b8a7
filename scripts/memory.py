"""What a running product holds: proportional memory (PSS) of each of its processes, on Linux.

.venv/bin/python scripts/memory.py [DATA_FOLDER]
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_PROGRAMS = "uvicorn|beat|redis-server|valkey-server|warden|sightline"
_NAMES = re.compile(rf"--hostname=(\S+?)@|manage\.py (\S+)|({_PROGRAMS})")


def children(parent: int) -> Iterator[int]:
    """Yield a process and all that came of it."""
    yield parent
    for file in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in file.read_text().split():
            yield from children(int(child))


def pss_mb(pid: int) -> float:
    """Return a process's share of the memory, pages shared by n processes counted as 1/n."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def main() -> int:
    """Print a line for each process and the sum."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "var")
    lock = json.loads((data / "run" / "sightline.lock").read_text())
    total = 0.0
    for pid in children(lock["pid"]):
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        found = _NAMES.search(words)
        name = next(filter(None, found.groups()), "") if found else words[:20]
        total += (mb := pss_mb(pid))
        sys.stdout.write(f"{mb:8.0f} MB  {name}\n")
    sys.stdout.write(f"{total:8.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
