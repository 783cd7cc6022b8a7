"""What the user set for pip about registries, handed on to uv, which reads its own names only."""

import subprocess
from collections.abc import Mapping

from launcher.layout import Layout

_NAMES: Mapping[str, str] = {
    "index-url": "UV_DEFAULT_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def pip_settings(layout: Layout) -> dict[str, str]:
    """Settings of pip from its files and the environment, last one wins; empty when unreadable."""
    command = [str(layout.python), "-m", "pip", "config", "list"]
    done = subprocess.run(  # noqa: S603  fixed command
        command, capture_output=True, text=True, check=False, timeout=60
    )
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition("=")
        found[name.rsplit(".", 1)[-1]] = value.strip("'\"")
    return found


def uv_environment(layout: Layout) -> dict[str, str]:
    """Variables for uv that say what pip's settings say.

    Extra indexes stay out: uv prefers them to the main one, pip does not. What only they have
    is found by the fallback to pip.
    """
    found = pip_settings(layout)
    return {variable: found[name] for name, variable in _NAMES.items() if found.get(name)}
