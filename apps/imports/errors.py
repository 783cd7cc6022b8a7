"""Refusals of a whole file; each names the line where it was noticed."""

from apps.core.errors import FieldProblem, UnprocessableError


class FileProblemError(UnprocessableError):
    """The file, or what was said about it, does not let any bar be read."""

    default_title = "The file cannot be read"

    def __init__(self, detail: str, *, code: str, line: int = 1, field: str = "file") -> None:
        self.line = line
        super().__init__(
            f"Line {line}: {detail}",
            code=code,
            errors=[FieldProblem(field, detail)],
            extra={"line": line},
        )


class LineError(ValueError):
    """One line that cannot be taken; its text is the reason."""


class NoPriceError(LineError):
    """A line that says itself that it has no close."""
