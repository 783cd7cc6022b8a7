"""The last backup of a data folder: remembered when it is made, verified when it is needed."""

import json
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from launcher.backups.archive import unpack
from launcher.backups.parts import restore_command
from launcher.backups.verify import verify
from launcher.errors import LauncherError
from launcher.layout import Layout


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """Where a backup was written, and when."""

    file: str
    made_at: str


def remember(layout: Layout, file: Path) -> None:
    """Remember a backup that was just made; without a writable folder it is not remembered."""
    made = KnownBackup(str(file), time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))
    place, draft = _place(layout), _place(layout).with_suffix(".new")
    with suppress(OSError):  # the backup is whole whether or not it is remembered
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(made)))
        draft.replace(place)


def recall(layout: Layout) -> KnownBackup | None:
    """The last backup, whether or not it is still there."""
    try:
        return KnownBackup(**json.loads(_place(layout).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def proven_advice(layout: Layout, url: str) -> str:
    """How to go back to the last backup, when reading all of it proves that it is whole; or ''."""
    known = recall(layout)
    if known is None:
        return ""
    try:
        with tempfile.TemporaryDirectory(dir=layout.data) as folder:
            unpack(Path(known.file), Path(folder))
            verify(layout, Path(folder), url)
    except LauncherError:
        return ""
    return (
        f"the backup {known.file} of {known.made_at} was read and is whole;"
        f" '{restore_command(layout, known.file)}' puts it in place and keeps the present state,"
        " but what came after it is not in it"
    )


def _place(layout: Layout) -> Path:
    return layout.run / "last-backup.json"
