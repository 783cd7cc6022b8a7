"""Model files: written once, checked before each use, the last good version serves."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings

from apps.forecasts.errors import NoGoodModelError
from apps.forecasts.folders import folder_delete
from apps.forecasts.models import ModelVersion
from ml.errors import ModelFileError
from ml.pipelines.bundle import Bundle, bundle_load, bundle_save

log = structlog.get_logger(__name__)

KEEP: Final = 4
"""Versions of a kind whose files stay; the rows and their forecasts always do."""


def model_folder(data_version: str, seed: int, kind: str) -> str:
    """Return the folder of a version below the models' root."""
    return f"{data_version[:16]}-{seed}/{kind}"


def model_save(bundle: Bundle, folder: str) -> str:
    """Write a model's files and return the digest for its row."""
    return bundle_save(bundle, Path(settings.MODELS_DIR) / folder)


def model_load(version: ModelVersion) -> Bundle:
    """Read a version's files; ModelFileError when one was cut, swapped or lost."""
    return bundle_load(Path(settings.MODELS_DIR) / version.folder, version.sha256)


def good_version(versions: Iterable[ModelVersion], kind: str) -> tuple[ModelVersion, Bundle]:
    """Return the first version whose files are sound, with its models."""
    for version in versions:
        try:
            return version, model_load(version)
        except ModelFileError as error:
            log.warning("model_refused", kind=kind, version=version.pk, reason=str(error))
    raise NoGoodModelError(kind)


def models_prune(kind: str) -> None:
    """Delete the files of the system's old versions."""
    rows = list(ModelVersion.objects.filter(owner__isnull=True, kind=kind))
    kept = {row.folder for row in rows[:KEEP]}
    for row in rows[KEEP:]:
        if row.folder not in kept:
            folder_delete(row.folder)
