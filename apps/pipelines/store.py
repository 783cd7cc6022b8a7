"""The feature store: `FEATURES_DIR/<interval>/<version>/<instrument id>.parquet` and a manifest.

A version never changes. A new one takes over the files of the last one that it does not replace
(as hard links), so that runs of different universes add up; `current` names the newest, and is
replaced in one step. Files go by instrument id, because two people may own the same symbol.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import orjson
import polars as pl
from django.conf import settings

from apps.core.clock import now, utc_iso
from apps.core.versions import draft_version, lock_versions, switch_version
from apps.pipelines.types import Manifest, StoredPart
from ml.features.catalogue import CODE_VERSION

MANIFEST: Final = "manifest.json"
_KEEP: Final = 5


def store_root(interval: str) -> Path:
    """Return the folder of an interval's versions."""
    return Path(settings.FEATURES_DIR) / interval


def version_path(interval: str, version: str) -> Path:
    """Return the folder of a version."""
    return store_root(interval) / version


def draft_folder(interval: str) -> AbstractContextManager[Path]:
    """Give a folder beside the versions that goes with the block."""
    return draft_version(store_root(interval))


def manifest_current(interval: str) -> Manifest | None:
    """Return what the newest version holds; None before the first."""
    pointer = store_root(interval) / "current"
    try:
        return _manifest(version_path(interval, pointer.read_text()) / MANIFEST)
    except FileNotFoundError:
        return None


def part_read(manifest: Manifest, part: StoredPart) -> pl.DataFrame | None:
    """Return an instrument's features; None when the version was cleared away meanwhile."""
    try:
        return pl.read_parquet(version_path(manifest.interval, manifest.version) / part.file)
    except FileNotFoundError:
        return None


def file_sha256(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def publish(interval: str, drafts: Path, parts: Iterable[StoredPart]) -> Manifest:
    """Make a version of the last one's files and the new ones in `drafts`; switch to it."""
    root = store_root(interval)
    with lock_versions(root):
        last = manifest_current(interval)
        kept = {} if last is None or last.code != CODE_VERSION else _by_id(last.parts)
        merged = kept | _by_id(parts)
        ordered = tuple(merged[key] for key in sorted(merged))
        manifest = Manifest(
            _version(interval, ordered), interval, CODE_VERSION, utc_iso(now()), ordered
        )
        folder = version_path(interval, manifest.version)
        if not folder.is_dir():
            with draft_version(root) as made:
                _assemble(made, manifest, drafts, last)
                made.rename(folder)
        switch_version(root, manifest.version, keep=_KEEP)
    return manifest


def _assemble(folder: Path, manifest: Manifest, drafts: Path, last: Manifest | None) -> None:
    for part in manifest.parts:
        fresh = drafts / part.file
        if fresh.exists():
            source = fresh
        elif last is not None:
            source = version_path(manifest.interval, last.version) / part.file
        else:
            raise FileNotFoundError(part.file)
        _link(source, folder / part.file)
    (folder / MANIFEST).write_bytes(
        orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    folder.chmod(0o755)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _by_id(parts: Iterable[StoredPart]) -> dict[int, StoredPart]:
    return {part.instrument_id: part for part in parts}


def _version(interval: str, parts: Iterable[StoredPart]) -> str:
    """Return a name that the contents decide: the same features are the same version."""
    total = hashlib.sha256(f"{interval}:{CODE_VERSION}".encode())
    for part in parts:
        total.update(f":{part.instrument_id}:{part.inputs}:{part.sha256}".encode())
    return total.hexdigest()[:16]


def _manifest(file: Path) -> Manifest:
    fields = orjson.loads(file.read_bytes())
    parts = tuple(StoredPart(**part) for part in fields.pop("parts"))
    return Manifest(**fields, parts=parts)
