"""Folders of model files, without the code that reads them: the web process deletes some."""

import shutil
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from apps.forecasts.models import ModelVersion


def folder_delete(folder: str) -> None:
    """Delete a version's files."""
    shutil.rmtree(Path(settings.MODELS_DIR) / folder, ignore_errors=True)


def models_forget(symbol: str, owner_id: int) -> None:
    """Delete the files of a person's models that learnt from an instrument which goes.

    The rows stay with what they once said about other symbols.
    """
    private = ModelVersion.objects.filter(owner_id=owner_id)
    gone = {row.folder for row in private if symbol in row.pool}
    # Two people who chose the same shared symbols have the same folder.
    others = ModelVersion.objects.filter(folder__in=gone).exclude(owner_id=owner_id)
    for folder in gone - set(others.values_list("folder", flat=True)):
        transaction.on_commit(partial(folder_delete, folder))
