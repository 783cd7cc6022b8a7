"""Skipping work whose inputs did not change: a stamp is the hash of the inputs it was done for."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def hash_files(files: Iterable[Path], *, also: str = "") -> str:
    """SHA-256 over names and contents, in sorted order; `also` adds words such as a version."""
    total = hashlib.sha256(also.encode())
    for file in sorted(files):
        total.update(f"\0{file}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read_stamps(file: Path) -> dict[str, str]:
    """Stamps of a file; none when it is missing or broken, so that the work is done again."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_stamped(file: Path, name: str, digest: str) -> bool:
    """Whether the work was done for just these inputs."""
    return read_stamps(file).get(name) == digest


def write_stamp(file: Path, name: str, digest: str) -> None:
    """Remember that the work is done."""
    _write(file, {**read_stamps(file), name: digest})


def drop_stamp(file: Path, name: str) -> None:
    """Forget that the work was done, before it is begun again in the same place."""
    stamps = read_stamps(file)
    if stamps.pop(name, None) is not None:
        _write(file, stamps)


def _write(file: Path, stamps: dict[str, str]) -> None:
    # Through a second file, so that a crash leaves no half.
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(stamps, indent=2))
    fresh.replace(file)
