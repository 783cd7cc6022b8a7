"""What goes wrong with files, as the errors of every provider."""

from typing import Final

from apps.imports.csv_folder.terms import NAME
from apps.providers.shared.base import ProviderAnswerError, ProviderUnavailableError

CORRECT_IT: Final = "Correct the file; other providers are asked meanwhile."


def bad_file(name: str, reason: str, fix: str = CORRECT_IT) -> ProviderAnswerError:
    """Return the error of a file that is not what it should be; `name` is its place inside."""
    return ProviderAnswerError(NAME, f"{name}: {reason.rstrip('.')}.", fix=fix)


def bad_line(name: str, line: int, reason: str) -> ProviderAnswerError:
    """Return the error of one line."""
    return bad_file(name, f"line {line}: {reason}")


def away(reason: str) -> ProviderUnavailableError:
    """Return the error of a folder that cannot be looked into."""
    return ProviderUnavailableError(
        NAME,
        f"The folder of SIGHTLINE_CSV_DIR cannot be read: {reason}.",
        fix="Put it back, or start again with another folder; other providers are asked meanwhile.",
    )
