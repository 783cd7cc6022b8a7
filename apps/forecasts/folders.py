"""Folders of model files, without the code that reads them: the web process deletes some."""

import shutil
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

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
    _delete_later(gone, ModelVersion.objects.exclude(owner_id=owner_id))


def folders_forget(folders: set[str]) -> None:
    """Delete the files of models whose rows are gone."""
    _delete_later(folders, ModelVersion.objects.all())


def _delete_later(folders: set[str], users: QuerySet[ModelVersion]) -> None:
    # Two people who chose the same shared symbols have the same folder.
    used = users.filter(folder__in=folders).values_list("folder", flat=True)
    for folder in folders - set(used):
        transaction.on_commit(partial(folder_delete, folder))
