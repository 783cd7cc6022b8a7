"""What is said of a database that is damaged: first nothing that could make it worse."""

from pathlib import Path

from launcher.backups.integrity import State, Verdict
from launcher.errors import LauncherError


def damage_error(database: Path, verdict: Verdict, better: str = "") -> LauncherError:
    """The error for a verdict; `better` is what is proven to be better than the present state."""
    if verdict.state is State.INDEXES:
        return LauncherError(
            f"The rows of {database} are whole, but indexes do not agree with them"
            f" ({verdict.text})",
            "stop the product, copy the file, then make the indexes anew:"
            f" sqlite3 {database} 'REINDEX; VACUUM;'",
        )
    return LauncherError(
        f"The database {database} is damaged ({verdict.text})", better or _save_first(database)
    )


def _save_first(database: Path) -> str:
    return (
        f"stop the product and copy all of {database.parent} to another disk before anything"
        " else; what can still be read is saved by:"
        f" sqlite3 {database} .recover | sqlite3 saved.sqlite3"
    )
