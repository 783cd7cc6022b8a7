"""Folders of versions: made in one step, believed while they are what was written, never edited."""

from apps.core.versions.folders import (
    draft_version,
    lock_versions,
    replace_version,
    switch_version,
)
from apps.core.versions.seals import seal_fits, write_seal

__all__ = [
    "draft_version",
    "lock_versions",
    "replace_version",
    "seal_fits",
    "switch_version",
    "write_seal",
]
