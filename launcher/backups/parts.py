"""What a backup consists of, and where each part lies in a data folder."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from launcher.layout import Layout

SQLITE_NAME, POSTGRES_NAME = "sightline.sqlite3", "database.dump"
SECRETS = "secrets.json"
# Derived from the rows or kept beside them; the secrets decrypt what the rows hold.
FOLDERS, FILES = ("panel", "models", "features"), (SECRETS,)
# Belong to the rows of one database and to no other, but are too short-lived for a backup.
TRANSIENT = ("uploads",)


def is_postgres(url: str) -> bool:
    """Whether DATABASE_URL names a server and not a file."""
    return url.startswith(("postgres://", "postgresql://"))


def sqlite_path(layout: Layout, url: str) -> Path:
    """File of the SQLite database, read as the product's settings read it."""
    path = unquote(urlsplit(url).path) if url else ""
    return Path(path) if path else layout.database


def restore_command(layout: Layout, source: Path | str) -> str:
    """The command that restores to this data folder, as it is typed."""
    elsewhere = f" --data {layout.data}" if layout.data != layout.root / "var" else ""
    return f"./sightline restore {source}{elsewhere}"
