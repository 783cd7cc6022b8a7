"""Uploaded files on their way to a worker: kept in the data folder until they are read."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from django.conf import settings

from apps.core import clock
from apps.core.errors import UnprocessableError

KEEP: Final = timedelta(hours=24)


def _folder() -> Path:
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def file_keep(chunks: Iterable[bytes]) -> str:
    """Write an uploaded file's parts to the folder and return the name it goes by there."""
    files_prune()
    name = f"{uuid4().hex}.csv"
    with (_folder() / name).open("wb") as kept:
        for chunk in chunks:
            kept.write(chunk)
    return name


def file_open(name: str) -> tuple[IO[bytes], int]:
    """Return a kept file, open, and its length."""
    path = _folder() / Path(name).name
    try:
        return path.open("rb"), path.stat().st_size
    except FileNotFoundError as error:
        raise UnprocessableError(
            "The file is not held any more: it was read already, or a day has gone by. Upload it "
            "again.",
            code="file_gone",
        ) from error


def file_drop(name: str) -> None:
    """Delete a kept file."""
    (_folder() / Path(name).name).unlink(missing_ok=True)


def files_prune() -> None:
    """Delete files that nobody came for."""
    oldest = (clock.now() - KEEP).timestamp()
    for path in _folder().glob("*.csv"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
