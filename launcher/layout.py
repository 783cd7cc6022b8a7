"""Where things are: the checkout, its virtual environment and the data folder."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError

ROOT = Path(__file__).resolve().parent.parent
# The address of a unix socket holds 104 bytes on macOS and 108 on Linux.
_LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of one installation and one data folder."""

    data: Path
    root: Path = ROOT

    @property
    def venv(self) -> Path:
        """The virtual environment; one for all data folders."""
        return self.root / ".venv"

    @property
    def bin(self) -> Path:
        """Commands of the virtual environment."""
        return self.venv / "bin"

    @property
    def python(self) -> Path:
        """Python of the virtual environment."""
        return self.bin / "python"

    @property
    def site_packages(self) -> Path:
        """Installed packages, wherever this Python's version puts them."""
        found = sorted(self.venv.glob("lib/python3.*/site-packages"))
        return found[-1] if found else self.venv / "lib" / "site-packages"

    @property
    def frontend(self) -> Path:
        """Sources of the front end."""
        return self.root / "frontend"

    @property
    def run(self) -> Path:
        """Files of the running product: lock, sockets, schedule."""
        return self.data / "run"

    @property
    def logs(self) -> Path:
        """Log files of this data folder."""
        return self.data / "logs"

    @property
    def stamps(self) -> Path:
        """What was done to this data folder, with the hashes it was done for."""
        return self.run / "stamps.json"

    @property
    def database(self) -> Path:
        """The SQLite database that is used when DATABASE_URL is not set."""
        return self.data / "sightline.sqlite3"


def open_data_folder(layout: Layout) -> None:
    """Make the data folder for this user only, or say why it cannot be used."""
    try:
        for folder in (layout.data, layout.run, layout.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        layout.run.chmod(0o700)
        for folder in (layout.data, layout.run, layout.logs):
            probe = folder / f".probe-{os.getpid()}"
            probe.write_text("writable")
            probe.unlink()
    except OSError as error:
        raise LauncherError(
            f"The data folder {layout.data} cannot be written"
            f" ({error.filename or layout.data}: {error.strerror})",
            "make it writable for this user or choose another with --data DIR",
        ) from error


def socket_folder(layout: Layout) -> Path:
    """Folder with mode 0700 whose path is short enough for a unix socket."""
    if len(str(layout.run / "redis.sock")) < _LONGEST_SOCKET_PATH:
        return layout.run
    mark = hashlib.sha256(str(layout.data).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"sightline-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise LauncherError(
            f"{folder} belongs to someone else or is open to others",
            "remove it or choose a data folder with a shorter path (--data DIR)",
        )
    return folder
