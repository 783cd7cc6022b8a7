"""The virtual environment: made once, filled from the locked requirements, compiled."""

import sys

from launcher.command import CommandError, run_logged
from launcher.errors import LauncherError, put_back
from launcher.install.install_lock import installing
from launcher.install.installers import pip_install, uv_install
from launcher.install.stamps import hash_files, is_stamped, write_stamp
from launcher.install.torch_install import ensure_torch
from launcher.layout import Layout
from launcher.progress import Step, step
from launcher.running.child_environment import tool_environment

TOOLS = "requirements-tools.txt"
PRODUCT = "requirements.txt"
TORCH = "requirements-torch.txt"
DEVELOPMENT = "requirements-dev.txt"
_STAMPS = "sightline-stamps.json"
_VENV = "the virtual environment"


def ensure_environment(layout: Layout, *, development: bool = False) -> None:
    """Make the environment hold just what the lock says; quick when it already does."""
    lock = DEVELOPMENT if development else PRODUCT
    digest = _digest(layout, lock)
    if _is_current(layout, lock, digest):
        return
    with installing(layout, _VENV) as cut_off:
        if _is_current(layout, lock, digest):
            return  # by the start that was waited for
        _ensure_venv(layout, anew=cut_off)
        _ensure_uv(layout)
        ensure_torch(layout, _torch_pin(layout))
        with step(f"Install the Python packages of {lock}") as shown:
            install_locked(layout, lock, shown)
        _finish(layout, lock, digest, development=development)


def _finish(layout: Layout, lock: str, digest: str, *, development: bool) -> None:
    with step("Compile the Python packages"):
        _compile(layout)
    write_stamp(layout.venv / _STAMPS, lock, digest)
    if development:
        # The development lock contains the product's, at the same versions.
        write_stamp(layout.venv / _STAMPS, PRODUCT, _digest(layout, PRODUCT))


def is_installed(layout: Layout, lock: str = PRODUCT) -> bool:
    """Whether the environment is there and filled for the present lock."""
    return _is_current(layout, lock, _digest(layout, lock))


def stamp_installed(layout: Layout, lock: str) -> None:
    """Remember that the environment is filled for the present lock."""
    write_stamp(layout.venv / _STAMPS, lock, _digest(layout, lock))


def _digest(layout: Layout, lock: str) -> str:
    files = [layout.root / name for name in (TOOLS, TORCH, lock)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise LauncherError(
            f"{' and '.join(missing)} is missing from {layout.root}",
            put_back("requirements*.txt"),
        )
    return hash_files(files, also=_python_version())


def _python_version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _is_current(layout: Layout, lock: str, digest: str) -> bool:
    return layout.python.exists() and is_stamped(layout.venv / _STAMPS, lock, digest)


def _ensure_venv(layout: Layout, *, anew: bool) -> None:
    """Make the environment, or make it anew when its Python is gone or of another version.

    Also when an installation in it was cut off: the installers take a package that is half there
    for installed. What was fetched before lies in their caches.
    """
    right_version = layout.venv / "lib" / f"python{_python_version()}" / "site-packages" / "pip"
    if not anew and layout.python.exists() and right_version.is_dir():
        return
    with step("Make the virtual environment"):
        command = [sys.executable, "-m", "venv", "--clear", str(layout.venv)]
        try:
            run_logged(command, cwd=layout.root, env=tool_environment(layout))
        except CommandError as error:
            raise error.to_launcher_error(
                "The virtual environment cannot be made",
                "install Python's venv module (on Debian and Ubuntu: apt install python3-venv)",
            ) from error


def _ensure_uv(layout: Layout) -> None:
    """Get uv, which installs several times faster; without it pip does the work."""
    if (layout.bin / "uv").exists():
        return
    with step("Get the installer") as shown:
        try:
            pip_install(layout, ["--require-hashes", "-r", TOOLS], shown)
        except CommandError as error:
            shown.note(f"uv cannot be installed ({error}), pip does the work")


def install_locked(layout: Layout, lock: str, shown: Step) -> None:
    """Install a lock file with its hashes checked: by uv, else by pip."""
    arguments = ["--no-deps", "--require-hashes", "-r", lock]
    try:
        uv_install(layout, arguments, shown)
    except CommandError:
        shown.note("uv could not, trying pip")
        try:
            pip_install(layout, arguments, shown)
        except CommandError as error:
            raise _install_error(lock, error) from error


def _install_error(lock: str, error: CommandError) -> LauncherError:
    if error.says("do not match the hashes", "hash mismatch", "invalid requirement"):
        return LauncherError(
            f"{lock} does not fit the packages of the registry or is damaged",
            f"{put_back(lock)}; './sightline lock' makes it anew",
            error.shown,
        )
    return error.to_launcher_error(
        f"The packages of {lock} cannot be installed",
        "read the lines above; after a broken download 'mv .venv .venv-old' and a new start help",
    )


def _compile(layout: Layout) -> None:
    """Write bytecode: uv does not, and without it the first imports are three times slower."""
    skipped = r"/(tests?|testing|benchmarks|lib2to3)/"
    command = [str(layout.python), "-m", "compileall", "-q", "-j", "0", "-x", skipped]
    try:
        run_logged(
            [*command, str(layout.site_packages)], cwd=layout.root, env=tool_environment(layout)
        )
    except CommandError as error:
        # Some packages carry templates and files for other Pythons that do not compile.
        if error.says("no space left"):
            raise error.to_launcher_error("The packages cannot be compiled", "") from error


def _torch_pin(layout: Layout) -> str:
    """The one line of requirements-torch.txt, e.g. ``torch==2.13.0``."""
    lines = (layout.root / TORCH).read_text().split()
    if len(lines) != 1 or not lines[0].startswith("torch=="):
        raise LauncherError(
            f"{TORCH} must hold one line such as torch==2.13.0",
            put_back(TORCH),
        )
    return lines[0]
