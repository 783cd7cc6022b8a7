"""Our own search for code that loads foreign objects: models are data here, never programs."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

from launcher.layout import Layout
from launcher.terminal import paint, say
from launcher.testing.outcome import Counts, Outcome

ROOMS = ("apps", "benchmarks", "celery_worker", "config", "launcher", "ml", "scripts", "tests")
_MODULES = "pickle|cPickle|dill|cloudpickle|joblib|marshal|shelve"
_PATTERNS = (
    re.compile(rf"^\s*(import|from)\s+({_MODULES})\b"),
    re.compile(r"\btorch\.(load|save)\("),
    re.compile(r"\b(read|to)_pickle\("),
    re.compile(r"\ballow_pickle\s*=\s*True"),
)


def findings(root: Path) -> Iterator[str]:
    """Places that break the rule, as ``file:line: text``."""
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.py")):
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                if any(pattern.search(line) for pattern in _PATTERNS):
                    yield f"{file.relative_to(root)}:{number}: {line.strip()}"


def check_forbidden(layout: Layout) -> Outcome:
    """The search as a step of the suite."""
    say(f"\n{paint('== forbidden loaders', 'bold')}")
    begin = time.monotonic()
    found = list(findings(layout.root))
    for line in found:
        say(line)
    counts = Counts(failed=len(found)) if found else Counts(passed=1)
    return Outcome("forbidden loaders", not found, counts, time.monotonic() - begin)
