"""Failures a person can act on: each says its cause and its fix in one sentence."""

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
