"""The environment that every process of the product gets."""

import os
from collections.abc import Mapping

from launcher.layout import Layout

# Threaded BLAS costs up to 19x the processor time on small fits, and a busy-waiting OpenMP pool
# starves the neighbours: one thread a process, waiting asleep.
THREADS = {
    "OPENBLAS_NUMTHREADS": "1",
    "OMP_NUMTHREADS": "1",
    "MKL_NUMTHREADS": "1",
    "OMP_WAIT_POLICY": "passive",
}


def tool_environment(layout: Layout, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Environment for installers and builders: the virtual environment comes first on the path."""
    found = {name: value for name, value in inherited.items() if name != "PYTHONHOME"}
    path = inherited.get("PATH", os.defpath)
    return {
        **found,
        **THREADS,
        "VIRTUAL_ENV": str(layout.venv),
        "PATH": f"{layout.bin}{os.pathsep}{path}",
        "PYTHONUNBUFFERED": "1",
    }


def product_environment(
    layout: Layout, *, mode: str, inherited: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Environment for the product's processes; what the caller set (keys, URLs) goes through."""
    return {
        **tool_environment(layout, inherited),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SIGHTLINE_DATA_DIR": str(layout.data),
        "SIGHTLINE_MODE": mode,
    }
