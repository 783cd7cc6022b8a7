"""Failures a person can act on: each says its cause and its fix in one sentence."""

import errno
import os
from collections.abc import Sequence


def put_back(files: str) -> str:
    """Advise how to get a file of this version back without losing one's own changes unseen."""
    return (
        f"'git diff -- {files}' shows what differs from this version;"
        f" 'git stash push -- {files}' puts its files back and keeps yours aside"
    )


class LauncherError(Exception):
    """A failure with its cause and its fix.

    Parameters
    ----------
    cause : str
        What is wrong, without a full stop.
    fix : str
        What the reader does about it, without a full stop.
    detail : sequence of str
        Lines of the failed command's output, shown above the sentence.
    """

    def __init__(self, cause: str, fix: str, detail: Sequence[str] = ()) -> None:
        super().__init__(cause)
        self.cause = cause
        self.fix = fix
        self.detail = tuple(detail)

    @property
    def sentence(self) -> str:
        """Cause and fix, ready to print."""
        return f"{self.cause}: {self.fix}."


_OBSTACLES = {
    errno.EACCES: ("this user may not use it", "look at its owner and mode"),
    errno.EPERM: ("this user may not change it", "look at its owner and mode"),
    errno.EROFS: ("its disk is mounted for reading only", "choose a place that can be written"),
    errno.ENOSPC: ("the disk is full", "free some space and run this again"),
    errno.EDQUOT: ("this user's share of the disk is full", "free some space and run this again"),
    errno.EFBIG: (
        "this user's files may not grow so large",
        "raise the limit, which 'ulimit -f' shows, and run this again",
    ),
    errno.EMFILE: ("too many files are open", "raise the limit, which 'ulimit -n' shows"),
    errno.EIO: ("the disk answers with errors", "read the system's log about the disk"),
}


def obstacle(error: OSError, what: str = "") -> LauncherError:
    """What an error of the system means to the reader.

    Parameters
    ----------
    error : OSError
        The error; its file is named when it knows one.
    what : str
        What cannot be done, such as "The backup cannot be written"; by default the file's use.
    """
    cause, fix = _OBSTACLES.get(
        error.errno or 0, (error.strerror or str(error), "see to that and run this again")
    )
    place = error.filename2 or error.filename
    name = os.fsdecode(place) if isinstance(place, str | bytes) else ""
    if not what:
        return LauncherError(f"{name or 'A file'} cannot be used, because {cause}", fix)
    return LauncherError(f"{what}, because {cause}{f' ({name})' if name else ''}", fix)
