"""Serving the built front end, also when it is built anew under the running server."""

from copy import copy
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from typing_extensions import override
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from apps.core.errors import NotFoundError
from apps.core.web.handler import problem_response

BuildMark: TypeAlias = tuple[tuple[int, int] | None, ...]


def build_mark(folder: Path) -> BuildMark:
    """Return what differs between two builds: inode and time of change of what a build replaces."""
    return tuple(_mark(folder / name) for name in ("", "assets", "index.html"))


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


class BuiltFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # library
    """WhiteNoise, which lists its files once, with a new list after each build."""

    files: dict[str, StaticFile]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = self.files
        self._mark: BuildMark = ()

    @override
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self._follow()
        answer: HttpResponseBase = super().__call__(request)
        return answer

    def _follow(self) -> None:
        folder = settings.FRONTEND_DIST
        mark = build_mark(folder)
        if mark == self._mark:
            return
        # A list of its own, put in place whole: other threads read the one before meanwhile.
        listing = copy(self)
        listing.files = dict(self._others)
        if folder.is_dir():
            listing.add_files(folder)
        self.files, self._mark = listing.files, mark

    @override
    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        """Answer with the file, or 404 where a build has taken it since the list was made."""
        try:
            answer: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        except FileNotFoundError:
            return unknown_file()
        return answer


def unknown_file() -> HttpResponse:
    """Answer the address of a file that is not there."""
    return problem_response(
        NotFoundError("There is no file under this address.", code="unknown_file")
    )
